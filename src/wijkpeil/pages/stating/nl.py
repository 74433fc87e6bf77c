"""The parts of the sentence of a statement in Dutch."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from wijkpeil.model.claims import Relation
from wijkpeil.pages.stating.parts import StatementParts, is_year_end, turned
from wijkpeil.workflows.reasons import MONTHS, decimals_kept

_POINTS = " procentpunt"
_MORE: tuple[Relation, ...] = ("at-least", "above")


def slots(parts: StatementParts) -> dict[str, str]:
    """Give every part that a template can ask for."""
    return {
        "time": _time(parts),
        "thing": f"het aantal {parts.noun.plural}" if parts.counted else f"{parts.noun.article} {parts.noun.singular}",
        "each": _each(parts),
        "number": _number_of(parts),
        "share": f"in {_bound(*_outer(parts), '%')} van {_all(parts)}",
        "together": f"in {parts.scope.called} samen" if parts.scope.called else f"in {parts.scope.area}",
        "mean": f"gemiddeld over {parts.scope.called}" if parts.scope.called else f"gemiddeld in {parts.scope.area}",
        "level": _level(parts),
        "change": _change(parts),
        "since": _since(parts),
        "growth": _growth(parts),
        "gap": _gap(parts),
    }


def _time(parts: StatementParts) -> str:
    if parts.stated.accumulation == "each-year":
        return "Elk jaar"
    day = parts.stated.deadline
    if day is None:
        return "Op een dag die niet is genoemd"
    return f"Eind {day.year}" if is_year_end(day) else f"Uiterlijk op {_day(day)}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS['nl'][day.month - 1]} {day.year}"


def _since(parts: StatementParts) -> str:
    if parts.stated.accumulation == "each-year":
        return "vergeleken met het jaar ervoor"
    day = parts.stated.baseline_on
    if day is None:
        return "sinds het begin"
    return f"sinds eind {day.year}" if is_year_end(day) else f"sinds {_day(day)}"


def _each(parts: StatementParts) -> str:
    if parts.scope.called:
        return f"in elk van {parts.scope.called}"
    level = parts.scope.level
    return f"in {'elk' if level.article == 'het' else 'elke'} {level.singular} in {parts.scope.area}"


def _all(parts: StatementParts) -> str:
    return parts.scope.called or f"de {parts.scope.level.plural} in {parts.scope.area}"


def _outer(parts: StatementParts) -> tuple[Relation | None, Decimal | None]:
    return parts.stated.relation, parts.stated.bound


def _number_of(parts: StatementParts) -> str:
    relation, bound = _outer(parts)
    level = parts.scope.level
    if bound == 0 and relation in ("at-most", "equals"):
        if parts.scope.called:
            return f"in geen van {parts.scope.called}{_counted(parts)}"
        none = "geen enkel" if level.article == "het" else "geen enkele"
        return f"in {none} {level.singular} in {parts.scope.area}{_counted(parts)}"
    if parts.scope.called:
        return f"in {_bound(relation, bound, '')} van {parts.scope.called}{_counted(parts)}"
    noun = level.singular if bound == 1 else level.plural
    return f"in {_bound(relation, bound, '')} {noun} in {parts.scope.area}{_counted(parts)}"


def _counted(parts: StatementParts) -> str:
    """Say how areas are counted, where not each once."""
    return {"name": " (per naam geteld)", "printed_code": " (per code geteld)"}.get(parts.stated.counted_by, "")


def _bound(relation: Relation | None, bound: Decimal | None, sign: str) -> str:
    number = "een niet genoemd aantal" if bound is None else f"{decimals_kept(bound, 'nl')}{sign}"
    words = {
        "at-least": "minstens {}",
        "at-most": "hoogstens {}",
        "above": "meer dan {}",
        "below": "minder dan {}",
        "about": "ongeveer {}",
        "equals": "precies {}",
    }
    return words[relation].format(number) if relation and bound is not None else number


def _level(parts: StatementParts) -> str:
    relation, bound = parts.inner
    share = parts.stated.transformation == "conversion"
    if bound is None and share:
        return "een deel dat niet is genoemd"
    if bound is None:
        return {
            "below": "lager dan een getal dat niet is genoemd",
            "above": "hoger dan een getal dat niet is genoemd",
        }.get(relation or "", "zo groot als nodig, zonder dat er een getal bij staat")
    number = f"{decimals_kept(bound, 'nl')}{parts.per_cent}"
    if relation in ("below", "above") and not (parts.counted or share):
        return f"{'lager' if relation == 'below' else 'hoger'} dan {number}"
    return _bound(relation, bound, parts.per_cent)


def _change(parts: StatementParts) -> str:
    relation, bound = parts.inner
    up, down = ("gestegen", "gedaald") if parts.stated.direction == "rise" else ("gedaald", "gestegen")
    if bound is None:
        return f"{down if relation in ('at-most', 'below') else up}, zonder dat er staat hoeveel"
    if bound == 0:
        exact = {"at-least": f"niet {down}", "at-most": f"niet {up}", "above": up, "below": down}
        return exact.get(relation or "", "gelijk gebleven")
    forward = bound > 0
    amount, verb = f"{decimals_kept(abs(bound), 'nl')}{_unit(parts)}", up if forward else down
    least = relation in _MORE if forward else relation not in _MORE
    words = {"above": "meer dan", "below": "minder dan"}.get(relation or "", "minstens" if least else "hoogstens")
    if not forward and relation in ("above", "below"):
        words = "minder dan" if relation == "above" else "meer dan"
    words = {"equals": "precies", "about": "ongeveer"}.get(relation or "", words)
    return f"met {words} {amount} {verb}"


def _growth(parts: StatementParts) -> str:
    relation, bound = parts.inner
    verb = "gestegen" if parts.stated.direction == "rise" else "gedaald"
    if bound is None:
        return f"sterker {verb} dan {parts.reference}, zonder dat er staat hoeveel"
    if bound == 0:
        return f"{'minstens' if relation in _MORE else 'hoogstens'} even sterk {verb} als {parts.reference}"
    unit = parts.per_cent or _POINTS
    side = "sterker" if bound > 0 else "minder sterk"
    return f"{_bound(turned(relation, bound), abs(bound), unit)} {side} {verb} dan {parts.reference}"


def _gap(parts: StatementParts) -> str:
    relation, bound = parts.inner
    up, down = ("hoger", "lager") if parts.stated.direction == "rise" else ("lager", "hoger")
    if bound is None:
        return f"gelijk aan die {parts.reference}, zonder dat er een getal bij staat"
    if bound == 0:
        exact = {"at-least": f"niet {down} dan", "at-most": f"niet {up} dan", "above": f"{up} dan"}
        exact |= {"below": f"{down} dan", "equals": "even hoog als", "about": "ongeveer even hoog als"}
        return f"{exact[relation or 'equals']} {parts.reference}"
    return (
        f"{_bound(turned(relation, bound), abs(bound), _unit(parts))} {up if bound > 0 else down} dan {parts.reference}"
    )


def _unit(parts: StatementParts) -> str:
    return parts.per_cent or (_POINTS if parts.in_points else "")
