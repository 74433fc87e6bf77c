"""The rules of outputs on whatever can be written down: each fault that a slow reader finds, and no other."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from making import small_programme
from naive_outputs import days_of, each_day
from wijkpeil.loading.editing import apply_edits
from wijkpeil.model.base import Text
from wijkpeil.model.delivery import Output

NOUNS = (Text(nl="de woning; woningen", en="a dwelling; dwellings"), Text(nl="de boom; bomen", en="a tree; trees"))
INSIDE = {
    "3011": {"3011"},
    "3012": {"3012"},
    "3013": {"3013"},
    "kw-a": {"kw-a", "3011", "3012"},
    "application-2007": {"application-2007", "3011", "3012", "3013", "3014"},
    "rotterdam": {"rotterdam", "kw-a", "kw-b", "3011", "3012", "3013"},
}
PERIODS = ("2007", "2008", "2008Q1", "2008Q4", "2008-03", "2008-03-31", "2007/2008")
numbers = st.none() | st.integers(0, 2).map(Decimal)


@st.composite
def written(draw: st.DrawFn) -> tuple[Output, ...]:
    """Outputs, right or wrong in any way that the rules know: of one series, or of several."""
    areas = draw(st.sampled_from([["3011"], ["3011", *INSIDE]]))
    measures = draw(st.sampled_from([["m1"], ["m1", "m1", "m2"]]))
    nouns = draw(st.sampled_from([NOUNS[:1], (NOUNS[0], *NOUNS)]))
    kinds = draw(st.sampled_from([["cumulative"], ["cumulative", "per-period"]]))
    return tuple(
        Output(
            id=f"o{place}",
            measure=draw(st.sampled_from(measures)),
            noun=draw(st.sampled_from(nouns)),
            area=draw(st.sampled_from(areas)),
            period=draw(st.sampled_from(PERIODS)),
            accumulation=draw(st.sampled_from(kinds)),
            planned=draw(numbers),
            delivered=draw(numbers),
            reported_on=draw(st.none() | st.sampled_from([date(2007, 7, 31), date(2008, 1, 15)])),
            note=draw(st.none() | st.just(NOUNS[0])),
        )
        for place in range(draw(st.integers(0, 6)))
    )


def alike(one: Output, other: Output) -> bool:
    return (one.measure, one.noun, one.area) == (other.measure, other.noun, other.area)


def days(one: Output) -> set[date]:
    return set(each_day(*days_of(one.period)))


def meets(one: Output, other: Output) -> bool:
    if one.accumulation == other.accumulation == "cumulative":
        return max(days(one)) == max(days(other))
    return bool(days(one) & days(other))


def falls(rows: list[Output], one: Output, name: str) -> bool:
    if one.accumulation != "cumulative" or getattr(one, name) is None or one.note is not None:
        return False
    place = (max(days(one)), rows.index(one))
    known = [
        ((max(days(other)), rows.index(other)), getattr(other, name))
        for other in rows
        if other.accumulation == "cumulative" and getattr(other, name) is not None
    ]
    before = [found for found in known if found[0] < place]
    return bool(before) and max(before)[1] > getattr(one, name)


def by_hand(outputs: tuple[Output, ...]) -> set[tuple[str, str]]:
    """The record and field of every fault."""
    found: set[tuple[str, str]] = set()
    for place, one in enumerate(outputs):
        earlier = [other for other in outputs[:place] if alike(one, other)]
        series = [other for other in outputs if alike(one, other)]
        if any(meets(one, other) for other in earlier):
            found.add((one.id, "period"))
        if earlier and earlier[0].accumulation != one.accumulation:
            found.add((one.id, "accumulation"))
        found |= {(one.id, name) for name in ("planned", "delivered") if falls(series, one, name)}
        if one.reported_on is not None and one.reported_on < min(days(one)):
            found.add((one.id, "reported_on"))
        same = [other for other in outputs[:place] if (other.measure, other.noun) == (one.measure, one.noun)]
        around = {other.area for other in same}
        if one.area not in around and any(INSIDE[one.area] & INSIDE[area] for area in around):
            found.add((one.id, "area"))
    return found


@given(written())
def test_each_fault_of_outputs_is_told_once(outputs: tuple[Output, ...]) -> None:
    words: dict[str, Any] = {"measures": (), "outputs": outputs}
    faults = apply_edits(small_programme(**words), ()).faults
    told = [
        (fault.file.partition("/")[2], fault.key)
        for fault in faults
        if fault.file.startswith("outputs/") and fault.key != "measure"
    ]
    assert sorted(told) == sorted(by_hand(outputs))
