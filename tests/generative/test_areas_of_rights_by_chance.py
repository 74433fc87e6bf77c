"""Where a record lies, for the rights that hold in an area alone, against following each membership by hand."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from small_programmes import programme, target

from wijkpeil.ledger.subjects import subject_of, subject_of_cells
from wijkpeil.model.areas import Membership

PLACES = st.sampled_from("abcdefg")
MEMBERSHIPS = st.lists(st.builds(Membership, child=PLACES, parent=PLACES), max_size=12).map(tuple)


def naive(memberships: tuple[Membership, ...], area: str) -> set[str]:
    found: set[str] = set()
    more = {area}
    while more != found:
        found = more
        more = found | {each.parent for each in memberships for one in found if each.child == one}
    return found


@given(st.lists(MEMBERSHIPS, min_size=1, max_size=3), st.lists(st.sampled_from("abcdefgz"), max_size=3))
def test_a_record_lies_in_its_areas_and_in_all_that_these_lie_in(
    several: list[tuple[Membership, ...]], areas: list[str]
) -> None:
    held = programme()
    for memberships in several:
        made = replace(held, definitions=replace(held.definitions, memberships=memberships))
        wanted = tuple(naive(memberships, area) for area in areas)
        assert subject_of(made, "targets", target("x", areas=tuple(areas))).areas == wanted
        assert subject_of_cells(made, "targets", {"areas": "; ".join(areas)}).areas == wanted
