"""Any sequence of service calls by anyone: the ledger holds what a plain model of it says, and rights are kept."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from naive_ledger import Cells, Kept, Person, Who, may_change, may_see
from people import ROOT, account, load_small, theme
from small_programmes import programme, small_ledger, write

from wijkpeil.errors import FaultsFound, LedgerChanged, NotAllowed, NotFound, StaleRecord
from wijkpeil.ledger import snapshot
from wijkpeil.ledger.actors import actor_of
from wijkpeil.ledger.models import REGISTERS, Account, Grant, JournalEntry
from wijkpeil.ledger.services import (
    Change,
    account_change,
    account_erase,
    account_invite,
    account_resume,
    account_suspend,
    entry_undo,
    grant_give,
    grant_withdraw,
    programme_load,
    record_add,
    record_remove,
    record_restore,
    record_revise,
    records_write,
    token_issue,
    token_revoke,
)
from wijkpeil.ledger.services.erasables import erasable_erase, erasable_keep
from wijkpeil.ledger.services.recording import By
from wijkpeil.ledger.snapshot import programme_as_of
from wijkpeil.ledger.verifying import verify
from wijkpeil.loading.editing import Edit, record_cells
from wijkpeil.model.people import Actor

pytestmark = pytest.mark.django_db
Wanted = dict[tuple[str, str], tuple[Cells | None, int | None]]
"""What each record should be, and the revision that the writer has seen; None: none, or any."""
IDS = ("one", "two")
PARTNERS = ("", "city", "p2")
CAST = (
    ("programme-manager", None),
    ("programme-manager", "p2"),
    ("decision-maker", "p2"),
    ("reporter", "city"),
    ("reporter", "p2"),
    ("researcher", None),
    ("administrator", None),
    ("auditor", None),
    ("reader", None),
    (None, None),
)
people = st.integers(0, len(CAST) - 1)
writers = st.sampled_from([0, 0, 0, 1, 2, 2, 4])
names = st.sampled_from([("themes", each) for each in IDS] + [("facilities", each) for each in IDS])
several = st.lists(names, min_size=1, unique=True)
sharing = st.sampled_from(
    [("", "public", ""), ("p2", "public", ""), ("p2", "own", ""), ("p2", "named", "city"), ("city", "public", "")]
)
words = st.sampled_from(["North", "South", "East"])
offsets = st.sampled_from([0, 0, 0, 0, 1, -1])
COMMON = {"themes": theme(), "facilities": {"kind": "library", "theme": "t1", "lines": "1"}}


def cells(register: str, word: str, shared: tuple[str, str, str]) -> Cells:
    owner, visibility, visible_to = shared
    told = {"name_nl": word, "name_en": word, "owner": owner, "visibility": visibility, "visible_to": visible_to}
    return {**COMMON[register], **told}


class Machine(RuleBasedStateMachine):
    """A workspace and its model."""

    place: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        snapshot.forget()
        ledger = small_ledger()
        ledger = replace(ledger, partners=(*ledger.partners, replace(ledger.partners[0], id="p2")))
        self.small = programme(ledger)
        load_small(self.place, self.small, "small")
        self.other = [write(programme(programme="other", title=each), self.place.parent / each) for each in "ab"]
        self.other.append(write(programme(ledger, programme="other", title="c"), self.place.parent / "c"))
        programme_load(self.other[0], ROOT, self.place)
        self.more_loaded = False
        self.records: dict[tuple[str, str], Kept] = {}
        self.people = [self._person(role, partner) for role, partner in CAST]
        self.entries: dict[int, tuple[Who, list[tuple[str, str, Cells | None]]]] = {}
        self.texts: list[str] = []
        self.grants: dict[str, int] = {}

    @initialize()
    def begin(self) -> None:
        """Let there be a record of the office and one of a partner."""
        for register, shared in (("themes", ("", "public", "")), ("facilities", ("p2", "public", ""))):
            told = cells(register, "North", shared)
            self.write(
                0,
                {(register, "one"): (told, 0)},
                lambda actor, r=register, t=told: record_add(actor, "small", r, "one", t),
            )

    def _person(self, role: Any, partner: str | None) -> Person:
        whole = role in ("administrator", "auditor", "researcher", None)
        made = account(role, programme="" if whole else "small", partner=partner)
        return Person(Who(made.id, role, partner))

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)
        snapshot.forget()

    def actor(self, number: int) -> Actor:
        row = Account.objects.filter(id=self.people[number].who.id).first()
        return actor_of(row, "small") if row else Actor(id="", kind="nobody")

    def who(self, number: int) -> Who:
        """Who someone is, as the model has it: without a right once suspended or erased."""
        person = self.people[number]
        return person.who if person.state == "active" else Who("", None)

    def kept(self, name: tuple[str, str]) -> Kept:
        return self.records.setdefault(name, Kept())

    def write(
        self,
        number: int,
        expected: dict[tuple[str, str], tuple[Cells | None, int | None]],
        call: Callable[[Actor], Any],
    ) -> None:
        """Make a call that should make these records of what there is, and hold its outcome against the model.

        With each record comes the revision that the writer has seen; None: any.
        """
        who, entries = self.who(number), JournalEntry.objects.count()
        receipt = self.outcome(number, expected, call)
        changed = [(name, cells) for name, (cells, _) in expected.items() if cells != self.kept(name).now]
        if receipt is None or not changed:
            assert JournalEntry.objects.count() == entries
            return
        last = JournalEntry.objects.latest("sequence")
        assert (last.sequence, last.actor, last.role) == (entries + 1, who.id, who.role)
        before = [(*name, self.kept(name).now) for name, _cells in changed]
        for name, told in changed:
            record = self.kept(name)
            record.said.append((last.recorded_at, told))
            record.revision += told is not None
        self.entries[last.sequence] = (who, before)

    def outcome(self, number: int, expected: Wanted, call: Callable[[Actor], Any]) -> Any:
        """Make a call, and hold what came of it against what the model allows; return its receipt if it was allowed."""
        who = self.who(number)
        stale = any(seen is not None and seen != self.seen(name) for name, (_cells, seen) in expected.items())
        allowed = all(may_change(who, name[0], self.kept(name).now, cells) for name, (cells, _) in expected.items())
        try:
            receipt = call(self.actor(number))
        except StaleRecord as error:
            # What someone may not see is to them as if it was gone.
            unseen = error.current is None and self.hides(who, expected)
            assert stale or unseen
            receipt = None
        except NotAllowed:
            assert not allowed
            receipt = None
        except (NotFound, FaultsFound):
            # Of a new record whose id one has that is hidden, that the id cannot be used.
            assert not allowed
            assert self.hides(who, expected)
            receipt = None
        else:
            assert (allowed, stale) == (True, False)
        return receipt

    def hides(self, who: Who, names: Iterable[tuple[str, str]]) -> bool:
        """Say whether one of these records is kept from someone."""
        standing = [self.kept(name).now for name in names]
        return any(now is not None and not may_see(who, now) for now in standing)

    def each_writes(self, first: int, expected: Wanted, call: Callable[[Actor], Any]) -> None:
        """Have everyone try the same call, each on the same state; then let one of them do it."""
        for number in range(len(CAST)):
            with transaction.atomic():
                self.outcome(number, expected, call)
                transaction.set_rollback(True)
        self.write(first, expected, call)

    def seen(self, name: tuple[str, str]) -> int:
        return self.kept(name).revision if self.kept(name).now is not None else 0

    @rule(number=writers, name=names, word=words, shared=sharing)
    def add(self, number: int, name: tuple[str, str], word: str, shared: Any) -> None:
        told = cells(name[0], word, shared)
        self.each_writes(number, {name: (told, 0)}, lambda actor: record_add(actor, "small", *name, told))

    @rule(number=writers, name=names, word=words, shared=sharing, offset=offsets)
    def revise(self, number: int, name: tuple[str, str], word: str, shared: Any, offset: int) -> None:
        if self.kept(name).now is None:
            return
        told, seen = cells(name[0], word, shared), max(self.seen(name) + offset, 1)
        self.each_writes(
            number, {name: (told, seen)}, lambda actor: record_revise(actor, "small", *name, told, revision=seen)
        )

    @rule(number=writers, name=names, offset=offsets)
    def remove(self, number: int, name: tuple[str, str], offset: int) -> None:
        if self.kept(name).now is None:
            return
        seen = max(self.seen(name) + offset, 1)
        self.each_writes(
            number, {name: (None, seen)}, lambda actor: record_remove(actor, "small", *name, revision=seen)
        )

    @rule(number=writers, name=names, which=st.integers(0, 9))
    def restore(self, number: int, name: tuple[str, str], which: int) -> None:
        earlier = [told for _moment, told in self.kept(name).said if told is not None]
        if not earlier:
            return
        which %= len(earlier)
        self.each_writes(
            number,
            {name: (earlier[which], None)},
            lambda actor: record_restore(actor, "small", *name, revision=which + 1),
        )

    @rule(
        number=writers, chosen=st.lists(names, min_size=1, unique=True), word=words, shared=sharing, gone=st.booleans()
    )
    def bring_in(self, number: int, chosen: list[tuple[str, str]], word: str, shared: Any, gone: bool) -> None:
        expected: Wanted = {
            name: (None if gone and self.kept(name).now is not None else cells(name[0], word, shared), None)
            for name in chosen
        }
        changes = [
            Change(edit=Edit(register=name[0], id=name[1], columns=told)) for name, (told, _) in expected.items()
        ]
        self.each_writes(number, expected, lambda actor: records_write(actor, "small", changes))

    @precondition(lambda self: self.entries)
    @rule(number=people, which=st.integers(0, 99))
    def undo(self, number: int, which: int) -> None:
        sequence = sorted(self.entries)[which % len(self.entries)]
        author, before = self.entries[sequence]
        who = self.who(number)
        if not (author.id == who.id and who.id) and not (who.role == "programme-manager" and who.office):
            with pytest.raises(NotAllowed):
                entry_undo(self.actor(number), "small", sequence)
            return
        moment = JournalEntry.objects.get(sequence=sequence).recorded_at
        newer = any(self.kept((register, own)).said[-1][0] != moment for register, own, _told in before)
        if newer:
            with pytest.raises(StaleRecord):
                entry_undo(self.actor(number), "small", sequence)
            return
        expected = {(register, own): (told, None) for register, own, told in before}
        self.write(number, expected, lambda actor: entry_undo(actor, "small", sequence))

    def people_call(self, number: int, allowed: bool, call: Callable[[Actor], Any]) -> Any:
        """Make a call about people; it is refused where the model does not allow it."""
        entries = JournalEntry.objects.count()
        if not allowed:
            with pytest.raises(NotAllowed):
                call(self.actor(number))
            assert JournalEntry.objects.count() == entries
            return None
        try:
            return call(self.actor(number)) or True
        except (NotFound, FaultsFound):
            assert JournalEntry.objects.count() == entries
            return None

    def administers(self, number: int) -> bool:
        return self.who(number).role == "administrator"

    @rule(number=people, other=people)
    def suspend(self, number: int, other: int) -> None:
        own = self.people[other].who.id
        self.administered(
            number, other, number != other and self.administers(number), lambda actor: account_suspend(actor, own)
        )

    @rule(number=people, other=people)
    def erase(self, number: int, other: int) -> None:
        own = self.people[other].who.id
        allowed = self.administers(number) or (number == other and self.who(number).id != "")
        self.administered(number, other, allowed, lambda actor: account_erase(actor, own), state="erased")

    def administered(
        self, number: int, other: int, allowed: bool, call: Callable[[Actor], Any], state: str = "suspended"
    ) -> None:
        """Take an account's rights away; the last administrator keeps them."""
        person = self.people[other]
        if person.state == "erased":
            if allowed:
                with pytest.raises(NotFound):
                    call(self.actor(number))
            return
        is_last = person.who.role == "administrator" and not any(
            each.state == "active" and each.who.role == "administrator" for each in self.people if each is not person
        )
        if self.people_call(number, allowed and not is_last, call):
            person.state = state

    @rule(number=people, other=people)
    def resume(self, number: int, other: int) -> None:
        person = self.people[other]
        if person.state != "suspended":
            return
        allowed = self.administers(number) and number != other
        if self.people_call(number, allowed, lambda actor: account_resume(actor, person.who.id)):
            person.state = "active"

    @rule(number=people, other=people, language=st.sampled_from(["nl", "en"]))
    def change(self, number: int, other: int, language: str) -> None:
        person = self.people[other]
        if person.state == "erased":
            return
        allowed = self.administers(number) or (number == other and person.state == "active")
        self.people_call(number, allowed, lambda actor: account_change(actor, person.who.id, language=language))

    @rule(number=people, address=st.sampled_from(["a@example.org", "b@example.org", "none"]))
    def invite(self, number: int, address: str) -> None:
        self.people_call(
            number, self.administers(number), lambda actor: account_invite(actor, name="New", email=address)
        )

    @rule(number=people, other=people)
    def withdraw_and_give(self, number: int, other: int) -> None:
        """Take a role away and give another, where someone has one of a partner's."""
        person = self.people[other]
        if person.state == "erased" or person.who.role not in ("reporter", "decision-maker"):
            return
        held = Grant.objects.current().get(account=person.who.id)
        if self.people_call(number, self.administers(number), lambda actor: grant_withdraw(actor, held.record_id)):
            wanted: Any = "decision-maker" if person.who.role == "reporter" else "reporter"
            partner = person.who.partner
            grant_give(self.actor(number), person.who.id, wanted, partner=partner, programme="small")
            person.become(wanted, partner)

    @rule(number=people, other=people, days=st.integers(-1, 400))
    def issue_and_revoke(self, number: int, other: int, days: int) -> None:
        soon = timezone.localdate() + timedelta(days=days)
        made = self.people_call(
            number, self.who(number).id != "", lambda actor: token_issue(actor, "reports", ["read"], soon)
        )
        if made:
            allowed = self.administers(other) or other == number
            self.people_call(other, allowed, lambda actor: token_revoke(actor, made[0].id))

    @rule(number=people, which=st.integers(0, 2))
    def load(self, number: int, which: int) -> None:
        """A researcher loads definitions: those of ``c`` come with another partner, which she may not write."""
        who, more = self.who(number), which == 2
        allowed = who.office and (
            who.role == "administrator" or (who.role == "researcher" and more == self.more_loaded)
        )
        if self.people_call(number, allowed, lambda actor: programme_load(self.other[which], actor, self.place)):
            self.more_loaded = more

    @precondition(lambda self: any(each.now is not None for each in self.records.values()))
    @rule()
    def load_over_changes(self) -> None:
        with pytest.raises(LedgerChanged):
            programme_load(self.place.parent / "small", ROOT, self.place)

    @rule(name=words)
    def keep(self, name: str) -> None:
        by = By(actor="p-office", role="reporter")
        self.texts.append(erasable_keep(by, "small", "contact", {"name": name}, date(2030, 1, 1)))

    @precondition(lambda self: self.texts)
    @rule()
    def forget_text(self) -> None:
        erasable_erase(By(actor="p-office", role="reporter"), "small", self.texts.pop())

    @invariant()
    def everything_is_as_written(self) -> None:
        assert verify().findings == ()

    @invariant()
    def revisions_have_no_gaps_and_no_overlaps(self) -> None:
        for (register, own), record in self.records.items():
            rows = list(REGISTERS[register].objects.of("small").filter(record_id=own).order_by("revision"))
            assert [row.revision for row in rows] == list(range(1, record.revision + 1))
            spans = [(row.recorded_from, row.recorded_to) for row in rows]
            ends = [*(moment for moment, _told in record.said[1:]), None]
            assert spans == [
                (since, end) for (since, told), end in zip(record.said, ends, strict=False) if told is not None
            ]

    @invariant()
    def every_moment_reads_as_it_was(self) -> None:
        moments = sorted({moment for record in self.records.values() for moment, _told in record.said})
        for moment in {*moments[:1], *moments[-1:], *moments[len(moments) // 2 :][:1]}:
            held = programme_as_of(moment, "small").ledger
            for register in ("themes", "facilities"):
                there = {each.id: each for each in getattr(held, register) if each.id in IDS}
                told = {own: record.at(moment) for (kind, own), record in self.records.items() if kind == register}
                wanted = {own: cells for own, cells in told.items() if cells is not None}
                assert there.keys() == wanted.keys()
                for own, said in wanted.items():
                    kept = record_cells(there[own])
                    assert {name: kept[name] for name in said} == said


def test_any_sequence_of_calls_keeps_every_promise(workspace: Path, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    Machine.place = workspace
    run_state_machine_as_test(Machine, settings=few)


few = settings(
    max_examples=max(6, settings().max_examples // 8),
    stateful_step_count=20,
    # A shorter sequence is not worth the minutes that it takes to find one.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
