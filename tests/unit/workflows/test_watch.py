"""The watch list: one line for each figure, how long it stands out, and what a handling still covers."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.model.figures import Release
from wijkpeil.model.programme import Ledger, Programme, ReleasedFigures
from wijkpeil.model.signals import Signal, SignalReport
from wijkpeil.model.watch import Handling, WatchLine
from wijkpeil.workflows.watch import watch_list
from wijkpeil.workflows.watch_export import watch_records

from making import text  # isort: skip

NAMES = ("r1", "r2", "r3", "r4")
SIGNS = [(kind, way) for kind in ("border", "change") for way in ("worse", "better")]


def signal(area: str, kind: str, way: str, **more: Any) -> Signal:
    fields: dict[str, Any] = {"indicator": "i", "period": "2010", "value": 1.0, "reference": "past"}
    fields |= {"reference_value": 0.0, "method": "comparison"}
    return Signal(area=area, kind=kind, direction=way, **(fields | more))  # type: ignore[arg-type]


def reports(*releases: list[Signal]) -> list[SignalReport]:
    named = zip(NAMES, releases, strict=False)
    return [SignalReport(release=name, rate=0.05, signals=tuple(many), families=()) for name, many in named]


def programme(releases: int, *handlings: Handling) -> Programme:
    released = tuple(
        ReleasedFigures(release=Release(id=name, title=text(name), document="d", licence="CC0-1.0"))
        for name in NAMES[:releases]
    )
    return Programme(definitions=None, ledger=Ledger(handlings=handlings), releases=released)  # type: ignore[arg-type]


def handling(state: str, release: str, **more: Any) -> Handling:
    return Handling(id="h", area="a", indicator="i", state=state, release=release, **more)  # type: ignore[arg-type]


def line_of(found: tuple[WatchLine, ...], area: str = "a") -> WatchLine:
    (line,) = [one for one in found if one.area == area]
    return line


WORSE = signal("a", "border", "worse")


def test_signals_of_one_figure_are_one_line() -> None:
    both = [signal("a", "change", "better"), WORSE]
    line = line_of(watch_list(programme(1), reports(both)))
    assert [one.kind for one in line.signals] == ["border", "change"]
    assert (line.state, line.releases, line.since) == ("open", 1, "r1")


def test_releases_are_counted_back_to_the_first_break() -> None:
    line = line_of(watch_list(programme(4), reports([WORSE], [], [WORSE], [WORSE])))
    assert (line.releases, line.since) == (2, "r3")


def test_what_persists_keeps_its_handling() -> None:
    for state in ("acknowledged", "assigned", "closed"):
        held = programme(3, handling(state, "r1"))
        assert line_of(watch_list(held, reports([WORSE], [WORSE], [WORSE]))).state == state


def test_what_comes_back_after_closing_opens_anew() -> None:
    held = programme(3, handling("closed", "r1"))
    assert line_of(watch_list(held, reports([WORSE], [], [WORSE]))).state == "anew"


def test_another_kind_or_direction_after_closing_opens_anew() -> None:
    held = programme(2, handling("closed", "r1"))
    for other in (signal("a", "change", "worse"), signal("a", "border", "better")):
        assert line_of(watch_list(held, reports([WORSE], [WORSE, other]))).state == "anew"


def test_fewer_kinds_than_were_closed_stay_closed() -> None:
    held = programme(2, handling("closed", "r1"))
    first = [WORSE, signal("a", "change", "worse")]
    assert line_of(watch_list(held, reports(first, [WORSE]))).state == "closed"


def test_what_is_over_stays_until_it_is_closed() -> None:
    held = programme(2, handling("assigned", "r1", owner="p", due=date(2011, 5, 1)))
    line = line_of(watch_list(held, reports([WORSE], [])))
    assert (line.signals, line.state, line.releases, line.since) == ((), "assigned", 0, "")
    assert watch_list(programme(2, handling("closed", "r1")), reports([WORSE], [])) == ()


def test_the_worst_comes_first_and_what_is_over_last() -> None:
    both = [signal("b", "border", "worse"), signal("b", "change", "worse", p=0.01)]
    many = [
        signal("c", "border", "better"),
        *both,
        signal("d", "change", "worse", p=0.001),
        signal("e", "border", "worse"),
    ]
    found = watch_list(programme(2, handling("assigned", "r1")), reports([WORSE], many))
    assert [one.area for one in found] == ["b", "d", "e", "c", "a"]


def test_without_figures_there_is_no_list() -> None:
    assert watch_list(programme(0), []) == ()


def test_a_record_carries_the_handling_and_the_signals() -> None:
    held = programme(1, handling("assigned", "r1", owner="p", due=date(2011, 5, 1), note="kijk"))
    (record,) = watch_records(watch_list(held, reports([WORSE])))
    assert {name: record[name] for name in ("worse", "better", "state", "partner", "due", "note", "judged")} == {
        "worse": ["border"],
        "better": [],
        "state": "assigned",
        "partner": "p",
        "due": "2011-05-01",
        "note": "kijk",
        "judged": "r1",
    }
    assert [one["kind"] for one in record["signals"]] == ["border"]


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[list[tuple[str, str]]], str, int]:
    """Signs of one figure release by release, the state of its handling, and which release that judged."""
    seen = draw(st.lists(st.lists(st.sampled_from(SIGNS), unique=True), min_size=1, max_size=4))
    return seen, draw(st.sampled_from(["", "acknowledged", "assigned", "closed"])), draw(st.integers(0, len(seen) - 1))


@given(histories())
def test_the_state_is_that_of_a_naive_reading(history: tuple[list[list[tuple[str, str]]], str, int]) -> None:
    seen, state, judged = history
    records = [handling(state, NAMES[judged])] if state else []
    many = [[signal("a", *sign) for sign in signs] for signs in seen]
    found = watch_list(programme(len(seen), *records), reports(*many))
    last = seen[-1]
    if not last and state in ("", "closed"):
        assert found == ()
        return
    line = line_of(found)
    expected = state or "open"
    # Closed holds only while everything that stands out now stood out in each release since it was judged.
    if state == "closed" and any(sign not in signs for sign in last for signs in seen[judged:]):
        expected = "anew"
    assert line.state == expected
    runs = [0]
    for sign in last:
        run = 0
        while run < len(seen) and sign in seen[len(seen) - 1 - run]:
            run += 1
        runs.append(run)
    assert line.releases == max(runs)
    assert line.since == (NAMES[len(seen) - max(runs)] if max(runs) else "")
