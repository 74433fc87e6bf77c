"""What a careful attacker would try: giving records away, reading what is hidden, writing with what may not write."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from world import HOUSING, KEEPER, POLICE, SMALL, World, entry_by, facility, key_for

from wijkpeil.errors import FaultsFound, NotAllowed, NotFound, StaleRecord
from wijkpeil.ledger.actors import actor_of, actor_of_key
from wijkpeil.ledger.journal import entry_hash, record_hash, rows_hash
from wijkpeil.ledger.layouts import layout
from wijkpeil.ledger.models import REGISTERS, JournalEntry
from wijkpeil.ledger.previewing import preview
from wijkpeil.ledger.reading import HIDDEN, entry_told, record_history, register_read, shown_programme
from wijkpeil.ledger.services import (
    Change,
    account_change,
    account_invite,
    account_resume,
    account_suspend,
    entry_undo,
    grant_give,
    record_add,
    record_remove,
    record_restore,
    record_revise,
    records_write,
    token_issue,
    token_revoke,
)
from wijkpeil.ledger.services.accounts import account_activate
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.loading.editing import Edit
from wijkpeil.model.people import Actor, Grant, command_actor

pytestmark = pytest.mark.django_db
HIDDEN_ID = "f-police-hidden"


def by(role: Any, partner: str | None = HOUSING, **more: str) -> Actor:
    return Actor(id="p-x", kind="person", grants=(Grant(id="g", account="p-x", role=role, partner=partner, **more),))


REPORTER, DECIDER = by("reporter"), by("decision-maker")


@pytest.fixture(autouse=True)
def undone(world: World) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def revise(actor: Actor, own: str, revision: int | None = None, key: str = "", **cells: str) -> Any:
    held = next(each for each in current_programme(SMALL).ledger.facilities if each.id == own)
    from wijkpeil.loading.editing import record_cells

    return record_revise(actor, SMALL, "facilities", own, {**record_cells(held), **cells}, revision=revision, key=key)


@pytest.mark.parametrize("actor", [REPORTER, DECIDER, by("programme-manager")])
def test_nobody_gives_a_record_away_or_takes_one(actor: Actor) -> None:
    for cells in ({"owner": POLICE}, {"owner": ""}):
        with pytest.raises(NotAllowed):
            revise(actor, "f-housing", **cells)
    for own in ("f-police", "f-office", "f-police-named"):
        with pytest.raises(NotAllowed):
            revise(actor, own, owner=HOUSING, visibility="public", visible_to="")
    with pytest.raises(NotAllowed):
        record_add(actor, SMALL, "facilities", "new", facility(POLICE))
    with pytest.raises(NotAllowed):
        record_add(actor, SMALL, "zones", "new", facility(HOUSING))


def test_a_reporter_does_not_decide_who_sees() -> None:
    for cells in ({"visibility": "own"}, {"visibility": "named", "visible_to": POLICE}):
        with pytest.raises(NotAllowed):
            revise(REPORTER, "f-housing", **cells)
        revise(DECIDER, "f-housing", **cells)


def test_a_reporter_is_told_the_faults_of_what_is_theirs() -> None:
    with pytest.raises(FaultsFound) as raised:
        record_add(REPORTER, SMALL, "facilities", "new", {**facility(HOUSING), "kind": "castle", "name_nl": ""})
    assert {fault.key for fault in raised.value.faults} == {"kind", "name_nl"}
    with pytest.raises(NotAllowed):
        record_add(REPORTER, SMALL, "facilities", "new", {**facility(POLICE), "kind": "castle"})


def test_a_hidden_record_is_as_if_it_were_not_there() -> None:
    attempts: list[Any] = [
        lambda own: record_revise(DECIDER, SMALL, "facilities", own, facility(HOUSING), revision=1),
        lambda own: record_revise(DECIDER, SMALL, "facilities", own, facility(HOUSING), revision=None),
        lambda own: record_remove(DECIDER, SMALL, "facilities", own, revision=7),
        lambda own: record_restore(DECIDER, SMALL, "facilities", own, revision=1),
        lambda own: records_write(DECIDER, SMALL, [Change(edit=Edit(register="facilities", id=own, columns=None))]),
        lambda own: preview(DECIDER, SMALL, [Change(edit=Edit(register="facilities", id=own, columns=None))]),
    ]
    for attempt in attempts:
        said = []
        for own in (HIDDEN_ID, "f-nowhere-at-all"):
            with pytest.raises((NotFound, StaleRecord)) as raised:
                attempt(own)
            said.append(type(raised.value).__name__ + str(raised.value).replace(own, "it"))
        assert said[0] == said[1]
    assert record_history(DECIDER, SMALL, "facilities", HIDDEN_ID) == ()
    assert HIDDEN_ID not in {each.record.id for each in register_read(DECIDER, SMALL, "facilities")}


def test_that_an_id_is_taken_is_all_that_is_said() -> None:
    with pytest.raises(FaultsFound) as raised:
        record_add(DECIDER, SMALL, "facilities", HIDDEN_ID, facility(HOUSING))
    assert [fault.message for fault in raised.value.faults] == ["This id cannot be used."]
    with pytest.raises(StaleRecord):
        record_add(DECIDER, SMALL, "facilities", "f-police", facility(HOUSING))


def practice(owner: str = "", visibility: str = "public") -> dict[str, str]:
    texts = {f"{name}_{language}": "x" for name in ("name", "description", "place") for language in ("nl", "en")}
    return {**texts, "theme": "t1", "owner": owner, "visibility": visibility}


def adoption(of: str, owner: str, visibility: str = "public") -> dict[str, str]:
    return {"practice": of, "place_nl": "x", "place_en": "x", "owner": owner, "visibility": visibility}


def test_no_message_names_a_hidden_record_that_stands_in_the_way() -> None:
    record_add(KEEPER, SMALL, "practices", "open-one", practice(HOUSING))
    record_add(KEEPER, SMALL, "adoptions", "secret-one", adoption("open-one", POLICE, "own"))
    for write in (
        lambda: record_remove(DECIDER, SMALL, "practices", "open-one", revision=1),
        lambda: record_revise(DECIDER, SMALL, "practices", "open-one", practice(HOUSING, "own"), revision=1),
    ):
        with pytest.raises(FaultsFound) as raised:
            write()
        assert "secret" not in str(raised.value)
        assert "may not see" in str(raised.value)


def test_no_message_suggests_or_confirms_a_hidden_record() -> None:
    record_add(KEEPER, SMALL, "practices", "secret-practice", practice(POLICE, "own"))
    told = []
    for named in ("secret-practice", "secret-practise", "other-practise"):
        with pytest.raises(FaultsFound) as raised:
            record_add(REPORTER, SMALL, "adoptions", "mine", adoption(named, HOUSING))
        told.append(str(raised.value).replace(named, "it"))
    assert told[0] == told[1] == told[2]
    assert "secret" not in "".join(told)


def test_undoing_asks_for_the_right_on_each_record(world: World) -> None:
    entry = entry_by("p-x", "facilities", "f-police", world)
    with pytest.raises(NotAllowed):
        entry_undo(DECIDER, SMALL, entry)  # Their own writing, of a partner for which they act no more.
    hidden = entry_by("p-x", "facilities", HIDDEN_ID, world)
    for actor in (DECIDER, by("programme-manager", None)):
        with pytest.raises(NotFound) as raised:
            entry_undo(actor, SMALL, hidden)
        assert HIDDEN_ID not in str(raised.value)
    entry_undo(KEEPER, SMALL, hidden)


def test_restoring_does_not_open_what_was_closed() -> None:
    revise(DECIDER, "f-housing", visibility="own")
    with pytest.raises(NotAllowed):
        record_restore(REPORTER, SMALL, "facilities", "f-housing", revision=1)
    record_restore(DECIDER, SMALL, "facilities", "f-housing", revision=1)


def test_history_shows_each_revision_as_it_said_itself() -> None:
    revise(DECIDER, "f-housing", visibility="own")
    visitor = by("reader", POLICE)
    assert [each.revision for each in record_history(visitor, SMALL, "facilities", "f-housing")] == [2, 1]
    assert [each.revision for each in record_history(REPORTER, SMALL, "facilities", "f-housing")] == [3, 2, 1]


def test_the_journal_keeps_hidden_records_from_administrators(world: World) -> None:
    entry = JournalEntry.objects.get(action="record_add", subject=f"facilities/{HIDDEN_ID}")
    told = entry_told(by("administrator", None), entry)
    assert told["after"] == {f"facilities/{HIDDEN_ID}": HIDDEN}
    assert entry_told(by("auditor", None), entry)["after"] == entry.after
    open_one = JournalEntry.objects.get(action="record_add", subject="facilities/f-police")
    assert entry_told(by("administrator", None), open_one)["after"] == open_one.after


def test_what_a_hidden_record_says_cannot_be_tried_out_on_hashes(world: World) -> None:
    """Even by who guesses every word of it: the same guess, with the salt, is found to be right."""
    entry = JournalEntry.objects.get(action="record_add", subject=f"facilities/{HIDDEN_ID}")
    guess, row = entry.after, REGISTERS["facilities"].objects.get(record_id=HIDDEN_ID, revision=1)
    seen = {who: {**entry_told(by(who, None), entry), "after": guess} for who in ("administrator", "auditor")}

    def fits(told: dict[str, Any]) -> tuple[bool, bool]:
        rows = rows_hash([row], [], told["layout"], told["salt"])
        return entry_hash(told, told["recorded_at"]) == told["hash"], rows == told["rows"]

    assert fits(seen["auditor"]) == (True, True)
    assert fits(seen["administrator"]) == (False, False)
    assert seen["administrator"]["salt"] is None
    assert len(set(JournalEntry.objects.values_list("salt", flat=True))) == JournalEntry.objects.count()


def test_the_digests_that_a_load_leaves_are_salted(world: World) -> None:
    load = JournalEntry.objects.filter(action="programme_load").earliest("sequence")
    told = [(name, own, each) for name, records in load.after["records"].items() for own, each in records.items()]
    assert len(told) > 5
    for register, own, digest in told:
        row = REGISTERS[register].objects.get(record_id=own, revision=1, programme=SMALL)
        assert record_hash(row, layout(), load.salt) == digest != record_hash(row, layout(), "")


def test_a_batch_with_one_record_that_may_not_be_written_writes_none() -> None:
    entries = JournalEntry.objects.count()
    mine = Change(edit=Edit(register="facilities", id="mine", columns=facility(HOUSING)))
    for theirs in (
        Change(edit=Edit(register="facilities", id="f-police", columns=facility(POLICE))),
        Change(edit=Edit(register="facilities", id="f-police", columns=None)),
        Change(edit=Edit(register="themes", id="t1", columns=None)),
    ):
        with pytest.raises(NotAllowed):
            records_write(DECIDER, SMALL, [mine, theirs])
    assert JournalEntry.objects.count() == entries


def test_a_role_for_an_area_holds_within_it_alone() -> None:
    here = by("reporter", HOUSING, area="3081")
    board = by("reporter", HOUSING, area="board")
    within, beyond, nowhere = ({**facility(HOUSING), "areas": areas} for areas in ("3081", "3081; 3082", ""))
    record_add(here, SMALL, "facilities", "a", within)
    record_add(board, SMALL, "facilities", "b", beyond)
    for cells in (beyond, nowhere):
        with pytest.raises(NotAllowed):
            record_add(here, SMALL, "facilities", "c", cells)
        with pytest.raises(NotAllowed):
            record_revise(here, SMALL, "facilities", "a", cells, revision=1)
        with pytest.raises(NotAllowed):
            record_revise(here, SMALL, "facilities", "b", within, revision=1)
    with pytest.raises(NotAllowed):
        record_add(here, SMALL, "facilities", "c", {**within, "areas": "3081; 3082", "kind": "castle"})


def test_a_token_does_what_its_scopes_say_and_no_more(world: World) -> None:
    stand = next(
        each for each in world.stands.values() if each.holder.role == "decision-maker" and each.actor.partners != {None}
    )
    assert stand.account is not None
    reading = actor_of_key(key_for(stand.account, ("read",))[1], SMALL)
    writing = actor_of_key(key_for(stand.account, ("write",))[1], SMALL)
    with pytest.raises(NotAllowed, match="scope"):
        revise(reading, "f-housing", name_nl="Nieuw")
    revise(writing, "f-housing", name_nl="Nieuw")
    with pytest.raises(NotAllowed):
        token_issue(actor_of_key(stand.key, SMALL), "more", ["write"], timezone.localdate() + timedelta(days=2))
    with pytest.raises(NotAllowed):
        account_change(actor_of_key(stand.key), stand.account.id, email="thief@example.org")


def test_a_token_dies_with_its_account_its_term_and_its_revoking(world: World) -> None:
    root = command_actor("tester")
    stand = next(each for each in world.stands.values() if each.holder.role == "reporter")
    assert stand.account is not None
    assert actor_of_key(stand.key, SMALL).id == stand.account.id
    account_suspend(root, stand.account.id)
    assert actor_of_key(stand.key, SMALL).kind == "nobody"
    account_resume(root, stand.account.id)
    assert actor_of_key(stand.key, SMALL).id == stand.account.id
    token_revoke(root, stand.token)
    assert actor_of_key(stand.key, SMALL).kind == "nobody"
    for wrong in ("", "wp_", "wp__", stand.key[:-1], stand.key + "x", stand.key.upper(), "wp_%00_x"):
        assert actor_of_key(wrong, SMALL).kind == "nobody"


def test_an_invitation_is_not_taken_up_by_suspending_and_resuming() -> None:
    root = command_actor("tester")
    made = account_invite(root, name="New", email="new@example.org")
    account_suspend(root, made.id)
    assert account_resume(root, made.id).state == "invited"
    made.refresh_from_db()
    account_activate(made, "test")
    account_suspend(root, made.id)
    assert account_resume(root, made.id).state == "active"


def test_a_grant_of_another_programme_counts_for_nothing(world: World) -> None:
    made = account_invite(command_actor("tester"), name="Else", email="else@example.org")
    account_activate(made, "test")
    grant_give(command_actor("tester"), made.id, "programme-manager", programme=SMALL)
    assert actor_of(made, "another").grants == ()
    assert [each.role for each in actor_of(made, SMALL).grants] == ["programme-manager"]


def test_a_key_of_a_sending_is_ones_own_and_of_one_action() -> None:
    done = record_add(DECIDER, SMALL, "facilities", "k", facility(HOUSING), key="same")
    assert record_add(DECIDER, SMALL, "facilities", "k", facility(HOUSING), key="same") == done
    with pytest.raises(FaultsFound, match="another write"):
        record_remove(DECIDER, SMALL, "facilities", "k", revision=1, key="same")
    with pytest.raises(FaultsFound, match="another write"):
        revise(DECIDER, "f-housing", name_nl="Nieuw", key="same")
    record_revise(DECIDER, SMALL, "facilities", "k", facility(HOUSING, areas="3082"), revision=1, key="next")
    with pytest.raises(FaultsFound, match="another write"):
        record_revise(DECIDER, SMALL, "facilities", "f-housing", facility(HOUSING), revision=2, key="next")
    with pytest.raises(StaleRecord):
        record_add(replace(DECIDER, id="p-y"), SMALL, "facilities", "k", facility(HOUSING), key="same")


def test_texts_are_such_as_a_file_can_hold() -> None:
    for bad in ("a\x00b", "a\x07b", "a\ud800b", "\ufeffa"):
        with pytest.raises(FaultsFound) as raised:
            record_add(KEEPER, SMALL, "facilities", "t", {**facility(HOUSING), "note_nl": bad, "note_en": "x"})
        assert {fault.key for fault in raised.value.faults} == {"note_nl"}
    record_add(KEEPER, SMALL, "facilities", "t", {**facility(HOUSING), "note_nl": "a\r\nb", "note_en": "x"})
    made = next(each for each in current_programme(SMALL).ledger.facilities if each.id == "t")
    assert made.note is not None
    assert made.note.nl == "a\nb"


def test_a_programme_shown_to_somebody_has_what_they_may_see() -> None:
    held = current_programme(SMALL)
    seen = {
        name: {each.id for each in shown_programme(actor, held).ledger.facilities}
        for name, actor in {
            "housing": REPORTER,
            "police": by("reader", POLICE),
            "auditor": by("auditor", None),
            "office": by("reader", None),
        }.items()
    }
    everything = {each.id for each in held.ledger.facilities}
    assert seen["police"] == seen["auditor"] == everything
    assert seen["housing"] == everything - {HIDDEN_ID}
    assert seen["office"] == everything - {HIDDEN_ID, "f-police-named"}
    assert shown_programme(by("auditor", None), held) is held
