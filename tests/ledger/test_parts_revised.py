"""A target and the parts that sum to it are revised by one decision: all of them, or none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people import ROOT, office
from small_programmes import DECISION, programme, small_ledger, target, write

from wijkpeil.errors import FaultsFound, NotAllowed, StaleRecord
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services import Receipt, Restated, programme_load, target_revise
from wijkpeil.ledger.services.targets import revision_checked
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.ledger.verifying import verify
from wijkpeil.model.people import Actor, Grant

pytestmark = pytest.mark.django_db
MANAGER = office()
BOUNDS = {"w": 10, "p": 4, "q": 6, "q1": 1, "q2": 5}
SUMS = {"w": ("p", "q"), "q": ("q1", "q2")}
"""The parts of each whole, as the tests know them."""


@pytest.fixture(autouse=True)
def loaded(workspace: Path) -> Path:
    stated = tuple(
        target(own, bound=Decimal(bound), deadline=date(2010, 12, 31), breakdown=SUMS.get(own, ()), sentence=own)
        for own, bound in BOUNDS.items()
    )
    ledger = replace(small_ledger(), targets=(*small_ledger().targets, *stated))
    programme_load(write(programme(ledger), workspace.parent / "folder"), actor=ROOT, workspace=workspace)
    return workspace


def cells(bound: int) -> dict[str, str]:
    return {"bound": str(bound), "sentence_nl": f"Het worden er {bound}.", "sentence_en": f"There will be {bound}."}


def parts(bounds: Mapping[str, int]) -> list[Restated]:
    return [Restated(id=own, columns=cells(bound)) for own, bound in bounds.items()]


def revise(bound: int | None, **bounds: int) -> Receipt:
    columns = {} if bound is None else cells(bound)
    return target_revise(MANAGER, "small", "w", columns, DECISION, revision=None, parts=parts(bounds))


def stands() -> dict[str, int]:
    return {one.id: int(one.bound or 0) for one in current_programme("small").ledger.targets if one.id in BOUNDS}


def refused(bound: int | None, **bounds: int) -> list[tuple[str, str, str]]:
    before = JournalEntry.objects.count()
    with pytest.raises(FaultsFound) as raised:
        revise(bound, **bounds)
    assert (JournalEntry.objects.count(), stands()) == (before, BOUNDS), "nothing is half done"
    return [(fault.file, fault.key, fault.message) for fault in raised.value.faults]


def test_whole_and_parts_are_one_decision_and_one_entry() -> None:
    receipt = revise(8, p=3, q=5, q1=0)
    assert (receipt.added, receipt.changed) == (4, 4)
    assert stands() == {"w": 8, "p": 3, "q": 5, "q1": 0, "q2": 5}
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.action, entry.subject) == ("target_revise", "targets/w")
    assert set(entry.after) == {
        f"{register}{own}{more}"
        for own in ("w", "p", "q", "q1")
        for register, more in (("targets/", ""), ("target_revisions/", "-1"))
    }
    kept = current_programme("small").ledger.target_revisions
    assert {(one.of, one.bound, one.decision) for one in kept} == {
        (own, Decimal(BOUNDS[own]), "council 2009/12") for own in ("w", "p", "q", "q1")
    }
    assert verify().findings == ()


def test_the_whole_alone_and_a_part_alone_are_refused() -> None:
    ((file, key, message),) = refused(8)
    assert (file, key) == ("targets/w", "breakdown")
    assert message == "The parts sum to 10, and the whole is 8."
    assert [one[:2] for one in refused(None, p=3)] == [("targets/w", "breakdown")]
    # A part of a part breaks two sums.
    assert [one[0] for one in refused(9, q=5)] == ["targets/q"]


def test_parts_change_among_each_other_while_the_whole_stays() -> None:
    receipt = revise(None, p=5, q=5, q2=4)
    assert (receipt.added, receipt.changed) == (3, 3)
    assert stands() == {"w": 10, "p": 5, "q": 5, "q1": 1, "q2": 4}
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.subject, "targets/w" in entry.after) == ("targets/w", False)


def test_what_is_no_part_is_refused_as_one_that_is_not_there() -> None:
    words = {own: message for file, _, message in refused(8, a=1, nowhere=1) for own in [file.partition("/")[2]]}
    assert words["a"] == "a is no part of the sum of w."
    assert words["nowhere"] == "nowhere is no part of the sum of w."
    assert [one[2] for one in refused(None, w=3)] == ["This part is named more than once."]


def test_all_faults_of_all_parts_are_told_at_once() -> None:
    given_ = [
        Restated(id="p", columns={"bound": "many", "sentence_nl": "x", "sentence_en": "y"}),
        Restated(id="q", columns={"short_nl": "x"}),
        Restated(id="q1", columns=cells(3)),
        Restated(id="q1", columns=cells(4)),
    ]
    with pytest.raises(FaultsFound) as raised:
        target_revise(MANAGER, "small", "w", cells(8), {**DECISION, "decision": ""}, revision=None, parts=given_)
    told = {(fault.file, fault.key) for fault in raised.value.faults}
    assert told >= {("targets/p", "bound"), ("targets/q", "short_nl"), ("targets/q", ""), ("targets/q1", "id")}
    assert any(key == "decision" for _, key in told)
    assert stands() == BOUNDS


def test_whoever_saw_an_earlier_part_is_told() -> None:
    revise(8, p=2)
    seen = [Restated(id="p", columns=cells(3), revision=1)]
    late = {**DECISION, "decided_on": "2009-04-01"}
    with pytest.raises(StaleRecord) as raised:
        target_revise(MANAGER, "small", "w", cells(9), late, revision=2, parts=seen)
    assert (raised.value.record_id, raised.value.expected, raised.value.current) == ("p", 1, 2)
    assert stands()["w"] == 8


def test_others_may_not() -> None:
    actor = Actor(id="p-x", kind="person", grants=(Grant(id="g", account="p-x", role="reporter"),))
    with pytest.raises(NotAllowed):
        target_revise(actor, "small", "w", cells(8), DECISION, revision=None, parts=parts({"p": 2}))


def naive(bound: int | None, bounds: Mapping[str, int]) -> bool:
    """Whether a decision stands: something changes, whatever is named does, and every sum holds."""
    after = {**BOUNDS, **bounds, **({} if bound is None else {"w": bound})}
    if bound is None and not bounds:
        return False
    named = {**bounds, **({} if bound is None else {"w": bound})}
    sums = all(after[whole] == sum(after[part] for part in some) for whole, some in SUMS.items())
    return sums and all(BOUNDS[own] != new for own, new in named.items())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    bound=st.none() | st.integers(8, 11),
    bounds=st.dictionaries(st.sampled_from(["p", "q", "q1", "q2"]), st.integers(0, 8)),
)
def test_what_stands_is_what_sums(bound: int | None, bounds: dict[str, int]) -> None:
    columns = {} if bound is None else cells(bound)
    try:
        found = revision_checked(MANAGER, "small", "w", columns, DECISION, parts=parts(bounds))
    except FaultsFound:
        assert not naive(bound, bounds)
    else:
        assert naive(bound, bounds)
        named = {**bounds, **({} if bound is None else {"w": bound})}
        assert {now.id: int(now.bound or 0) for _, now in found} == named


def test_every_way_to_move_one_between_parts_stands() -> None:
    """Most decisions by chance break a sum; these do not."""
    for more, less in (("p", "q"), ("q", "p")):
        after = {"p": BOUNDS["p"], "q": BOUNDS["q"]}
        after[more] += 1
        after[less] -= 1
        moved = {**after, "q2": after["q"] - BOUNDS["q1"]}
        assert naive(None, moved)
        assert len(revision_checked(MANAGER, "small", "w", {}, DECISION, parts=parts(moved))) == 3
