"""English sentences about signals."""

from __future__ import annotations

from collections.abc import Sequence

from wijkpeil.pages.signalling.parts import Side, Stand, Stands


def stand(found: Stand) -> str:
    """Say in one sentence what stands out, against what, how sure and for how long."""
    if not found.signals:
        return f"On ‘{found.indicator}’, nothing stands out in {found.area} any more."
    opening = f"On ‘{found.indicator}’, {found.area} stands at {found.value}"
    return f"{opening}: {_joined([clause(one) for one in found.signals])}.{_lasting(found.releases)}"


def clause(one: Stands) -> str:
    """Say one signal as a part of a sentence."""
    return _CLAUSES[one.kind](one)


def _border(one: Stands) -> str:
    said = f"{one.direction} than the border of {one.other} that was drawn beforehand"
    if one.run > 1:
        said += f", {one.run} periods in a row"
    return said if one.certain else f"{said} (rounding or the margin of the figure leaves this open)"


def _level(one: Stands) -> str:
    whole = "the city" if one.reference == "city" else "the areas together"
    said = f"{one.direction} than {whole} at {one.other}, by more than size and the usual spread explain"
    if one.run > 1:
        said += f", {one.run} periods on this side"
    return said + _odds(one)


def _change(one: Stands) -> str:
    before = f"{one.other} a period before"
    if one.reference != "last-period":
        before = f"{one.other} on average over {one.points} earlier periods"
    return f"it got {one.direction}, from {before}{_odds(one)}"


def _gap(one: Stands) -> str:
    moved = "lost ground on the city" if one.direction == "worse" else "gained ground on the city"
    before = f"{_apart(one.other, one.other_side)} on average over {one.points} earlier periods"
    return f"it {moved}: now {_apart(one.value, one.side)}, where it was {before}{_odds(one)}"


def _apart(distance: str, side: Side) -> str:
    return {"above": f"{distance} above it", "below": f"{distance} below it", "level": "level with it"}[side]


def _chart(one: Stands) -> str:
    rules = _listed([str(rule) for rule in one.rules])
    noun = "rule" if len(one.rules) == 1 else "rules"
    return (
        f"it left the limits that it kept to before, by {noun} {rules} of the control chart over {one.points} "
        f"earlier periods around {one.other}"
    )


def _spread(one: Stands) -> str:
    if one.neighbours == 1:
        return f"its only neighbour does badly too{_odds(one)}"
    do = "does" if one.alike == 1 else "do"
    return f"{one.alike} of its {one.neighbours} neighbours {do} badly too{_odds(one)}"


_CLAUSES = {
    "border": _border,
    "level": _level,
    "change": _change,
    "gap": _gap,
    "chart": _chart,
    "spread": _spread,
}


def _odds(one: Stands) -> str:
    if not one.odds:
        return ""
    return f" (by chance {'at most ' if one.odds_at_most else ''}once in {one.odds} times)"


def _lasting(releases: int) -> str:
    return f" This is the {_ordinal(releases)} release in a row that says so." if releases > 1 else ""


def _ordinal(number: int) -> str:
    words = {2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth"}
    if number in words:
        return words[number]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def _joined(clauses: Sequence[str]) -> str:
    return clauses[0] if len(clauses) == 1 else f"{'; '.join(clauses[:-1])}; and {clauses[-1]}"


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def left_out(names: Sequence[str]) -> str:
    """Say which indicators stayed out because they are sensitive."""
    return f"Sensitive and therefore left out: {', '.join(names)}."
