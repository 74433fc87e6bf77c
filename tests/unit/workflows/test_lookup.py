"""Who belongs to what, over several hierarchies, and what concerns an area."""

from dataclasses import replace

import pytest

from making import member, small_programme, target
from wijkpeil.errors import NotFound
from wijkpeil.workflows.concerns import Reach
from wijkpeil.workflows.lookup import Lookup


@pytest.fixture
def lookup() -> Lookup:
    return Lookup.of(small_programme())


def test_hierarchies_are_walked_both_ways(lookup: Lookup) -> None:
    assert lookup.parents("3011") == ("kw-a",)
    assert lookup.parents("3011", "stad") == ()
    assert lookup.ancestors("3011") == ("kw-a", "rotterdam")
    assert lookup.at_level("3011", "stad") == ("rotterdam",)
    assert lookup.at_level("kw-a", "krachtwijk") == ("kw-a",)
    assert lookup.children("kw-a") == ("3011", "3012")
    assert lookup.groups_of("3011") == ("application-2007",)
    assert lookup.holders("3014") == ("3014", "application-2007")
    assert lookup.rows() == ("3011", "3012", "3013", "3014")
    assert lookup.rows_within("rotterdam") == ("3011", "3012", "3013")
    assert lookup.rows_within("3014") == ("3014",)
    assert lookup.rows_of(["kw-b", "3011"]) == ("3011", "3013")


def test_what_is_not_there_is_nothing_or_an_error(lookup: Lookup) -> None:
    assert lookup.members("nowhere") == ()
    assert lookup.ancestors("nowhere") == ()
    with pytest.raises(NotFound, match="no area 'nowhere'"):
        lookup.area("nowhere")


def test_a_ring_of_memberships_is_walked_once() -> None:
    programme = small_programme()
    ring = (*programme.definitions.memberships, member("rotterdam", "kw-a"))
    looped = replace(programme, definitions=replace(programme.definitions, memberships=ring))
    assert Lookup.of(looped).ancestors("3011") == ("kw-a", "rotterdam")


def test_a_record_names_an_area_or_a_part_or_holds_for_all(lookup: Lookup) -> None:
    reach = Reach(lookup, "3011")
    assert reach.how(["3012", "3011"]) == "named"
    assert reach.how(["kw-a"]) == "part"
    assert reach.how(["kw-b", "3012"]) is None
    assert reach.how([]) == "all"
    assert reach.how(["application-2007"]) == "all"
    assert reach.how(["kw-b", "rotterdam"]) == "part"
    assert Reach(lookup, "kw-a").how(["3012"]) == "part"
    assert Reach(lookup, "kw-a").how(["3013"]) is None


def test_what_names_the_area_comes_first(lookup: Lookup) -> None:
    found = Reach(lookup, "3011").concerns([(target("x"), ()), (target("y"), ["kw-a"]), (target("z"), ["3011"])])
    assert [(one.item.id, one.how) for one in found] == [("z", "named"), ("y", "part"), ("x", "all")]


def test_what_rests_on_an_inferred_membership_alone_says_so() -> None:
    programme = small_programme()
    guessed = tuple(
        replace(one, inferred=True) if one.child == "3011" and one.parent == "kw-a" else one
        for one in programme.definitions.memberships
    )
    lookup = Lookup.of(replace(programme, definitions=replace(programme.definitions, memberships=guessed)))
    items = [(target("x"), ()), (target("y"), ["kw-a"]), (target("z"), ["3011"]), (target("w"), ["3012"])]
    found = {one.item.id: one.inferred for one in Reach(lookup, "3011").concerns(items)}
    assert found == {"x": False, "y": True, "z": False}
    assert [one.inferred for one in Reach(lookup, "3012").concerns(items) if one.item.id == "y"] == [False]
    whole = {one.item.id: one.inferred for one in Reach(lookup, "kw-a").concerns(items)}
    assert whole == {"x": False, "y": False, "z": True, "w": False}
