"""Dutch sentences about signals."""

from __future__ import annotations

from collections.abc import Sequence

from wijkpeil.pages.signalling.parts import Side, Stand, Stands

_BETTER = {"worse": "slechter", "better": "beter"}


def stand(found: Stand) -> str:
    """Say in one sentence what stands out, against what, how sure and for how long."""
    if not found.signals:
        return f"Op ‘{found.indicator}’ valt {found.area} niet meer op."
    opening = f"Op ‘{found.indicator}’ staat {found.area} op {found.value}"
    return f"{opening}: {_joined([clause(one) for one in found.signals])}.{_lasting(found.releases)}"


def clause(one: Stands) -> str:
    """Say one signal as a part of a sentence."""
    return _CLAUSES[one.kind](one)


def _border(one: Stands) -> str:
    said = f"{_BETTER[one.direction]} dan de vooraf getrokken grens van {one.other}"
    if one.run > 1:
        said += f", {one.run} perioden op rij"
    return said if one.certain else f"{said} (afronding of de marge van het cijfer laat dit open)"


def _level(one: Stands) -> str:
    whole = "de stad" if one.reference == "city" else "de gebieden samen"
    said = f"{_BETTER[one.direction]} dan {whole} met {one.other}, meer dan grootte en gewone spreiding verklaren"
    if one.run > 1:
        said += f", {one.run} perioden aan deze kant"
    return said + _odds(one)


def _change(one: Stands) -> str:
    before = f"van {one.other} een periode eerder"
    if one.reference != "last-period":
        before = f"van gemiddeld {one.other} over {one.points} eerdere perioden"
    return f"het werd {_BETTER[one.direction]}, {before}{_odds(one)}"


def _gap(one: Stands) -> str:
    moved = "verloor terrein op de stad" if one.direction == "worse" else "won terrein op de stad"
    before = f"gemiddeld {_apart(one.other, one.other_side)} over {one.points} eerdere perioden"
    return f"het {moved}: nu {_apart(one.value, one.side)}, tegen {before}{_odds(one)}"


def _apart(distance: str, side: Side) -> str:
    return {"above": f"{distance} erboven", "below": f"{distance} eronder", "level": "gelijk ermee"}[side]


def _chart(one: Stands) -> str:
    rules = _listed([str(rule) for rule in one.rules])
    noun = "regel" if len(one.rules) == 1 else "regels"
    return (
        f"het verliet de grenzen waar het eerder binnen bleef, volgens {noun} {rules} van de regelkaart over "
        f"{one.points} eerdere perioden rond {one.other}"
    )


def _spread(one: Stands) -> str:
    if one.neighbours == 1:
        return f"ook de enige buur staat er slecht voor{_odds(one)}"
    do = "staat" if one.alike == 1 else "staan"
    return f"ook {one.alike} van de {one.neighbours} buren {do} er slecht voor{_odds(one)}"


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
    return f" (bij toeval {'hoogstens ' if one.odds_at_most else ''}1 op de {one.odds} keer)"


def _lasting(releases: int) -> str:
    if releases < 2:
        return ""
    words = {2: "tweede", 3: "derde", 4: "vierde", 5: "vijfde", 6: "zesde", 7: "zevende", 8: "achtste", 9: "negende"}
    return f" Dit is de {words.get(releases, f'{releases}e')} levering op rij die dat zegt."


def _joined(clauses: Sequence[str]) -> str:
    return clauses[0] if len(clauses) == 1 else f"{'; '.join(clauses[:-1])}; en {clauses[-1]}"


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} en {items[-1]}"


def left_out(names: Sequence[str]) -> str:
    """Say which indicators stayed out because they are sensitive."""
    return f"Gevoelig en daarom buiten beschouwing: {', '.join(names)}."
