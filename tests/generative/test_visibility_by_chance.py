"""Who sees what, by a second and naive implementation, over any ledger."""

from dataclasses import fields, replace
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from small_programmes import both, ledgers, of_whole_ledgers, programme

from wijkpeil.loading.content import read_content
from wijkpeil.loading.csv_text import table_text
from wijkpeil.loading.rules.visibility import hidden_records_stay_hidden
from wijkpeil.model.practices import Adoption, Practice
from wijkpeil.model.programme import Ledger
from wijkpeil.workflows.visibility import NOBODY, may_see, visible_to_scope

PARTNERS = ("p1", "p2", "p3")
SCOPES = st.sets(st.sampled_from(PARTNERS)).map(frozenset)


def naive(record: Any, partners: set[str]) -> bool:
    """Whether any of the partners may see a record, asked one by one; with none, whether everybody may."""
    if not hasattr(record, "visibility") or record.visibility == "public":
        return True
    for partner in partners:
        if partner == record.owner:
            return True
        if record.visibility == "named":
            for named in record.visible_to:
                if named == partner:
                    return True
    return False


@of_whole_ledgers
@given(ledgers(), SCOPES)
def test_the_records_that_stay_are_those_of_a_naive_reading(ledger: Ledger, scope: frozenset[str]) -> None:
    whole = programme(ledger)
    seen = visible_to_scope(whole, scope)
    for field in fields(Ledger):
        wanted = [record for record in getattr(ledger, field.name) if naive(record, set(scope))]
        assert list(getattr(seen.ledger, field.name)) == wanted
    assert (seen.definitions, seen.releases) == (whole.definitions, whole.releases)
    assert (seen is whole) == (seen.ledger == ledger)
    assert visible_to_scope(seen, scope) is seen
    assert visible_to_scope(whole, "everything") is whole


@of_whole_ledgers
@given(ledgers(), SCOPES, SCOPES)
def test_who_acts_for_more_partners_sees_more(ledger: Ledger, few: frozenset[str], more: frozenset[str]) -> None:
    for field in fields(Ledger):
        for record in getattr(ledger, field.name):
            assert may_see(record, few | more) == (may_see(record, few) or may_see(record, more))
            assert may_see(record, NOBODY) <= may_see(record, few) <= may_see(record, "everything")


CLOSINGS = st.one_of(
    st.just((None, "public", ())),
    st.tuples(st.sampled_from(PARTNERS), st.just("own"), st.just(())),
    st.tuples(
        st.sampled_from(PARTNERS),
        st.just("named"),
        st.lists(st.sampled_from(PARTNERS), min_size=1, max_size=2, unique=True).map(tuple),
    ),
)


@given(CLOSINGS, CLOSINGS)
def test_the_rule_refuses_a_reference_where_some_viewer_would_meet_a_gap(first: Any, second: Any) -> None:
    closing = ("owner", "visibility", "visible_to")
    practice = Practice(
        id="r1",
        name=both("R"),
        description=both("R"),
        place=both("R"),
        theme="t1",
        **dict(zip(closing, first, strict=True)),
    )
    adoption = Adoption(id="a1", practice="r1", place=both("A"), **dict(zip(closing, second, strict=True)))
    files = {
        "ledger/practices.csv": table_text(Practice, [practice]).encode(),
        "ledger/adoptions.csv": table_text(Adoption, [adoption]).encode(),
    }
    content, faults = read_content(files, ("ledger",))
    assert faults == []
    viewers = [set(chosen) for size in range(4) for chosen in combinations(PARTNERS, size)]
    gaps = [viewer for viewer in viewers if naive(adoption, viewer) and not naive(practice, viewer)]
    assert [fault.key for fault in hidden_records_stay_hidden(content)] == (["practice"] if gaps else [])


def test_a_record_that_hides_itself_is_told_apart_from_its_public_self() -> None:
    public = programme().ledger.themes[0]
    own = replace(public, owner="p1", visibility="own")
    named = replace(public, owner="p1", visibility="named", visible_to=("p2",))
    seen = {scope: [may_see(one, frozenset(scope)) for one in (public, own, named)] for scope in ((), ("p1",), ("p2",))}
    assert seen == {(): [True, False, False], ("p1",): [True, True, True], ("p2",): [True, False, True]}
