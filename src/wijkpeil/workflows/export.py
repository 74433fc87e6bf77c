"""Flat records for machines: what ``--format json|csv``, downloads and the API give, with ids as in the definitions.

Keys are snake_case and stable; numbers are unrounded; what is missing is None with a status beside it. Every record
says by ``simulated`` whether its programme is made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from wijkpeil.model.board import Board, BoardRow, CountCell
from wijkpeil.model.claims import Reconciliation, Relation
from wijkpeil.model.figures import FigureStatus
from wijkpeil.model.money import BudgetLine
from wijkpeil.model.programme import Programme, total_known
from wijkpeil.model.status import TargetState
from wijkpeil.workflows.money import line_name

Record = dict[str, Any]


def number(value: Decimal | int | None) -> int | float | None:
    """Turn an exact number into one that JSON writes with the same digits' worth."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else float(value)


def board_records(programme: Programme, board: Board, language: str) -> list[Record]:
    """Give one record per row: values, colours, undecidable indicators and both counts."""
    names = {area.id: area for area in programme.definitions.areas}
    mark = {"simulated": programme.simulated}
    return [
        _board_record(row, names[row.area].name.in_(language), names[row.area].printed_code) | mark
        for row in board.rows
    ]


def _board_record(row: BoardRow, name: str, printed_code: str) -> Record:
    statuses: dict[str, FigureStatus] = {c.indicator: c.status for c in row.cells if c.status != "measured"}
    return {
        "area": row.area,
        "name": name,
        "printed_code": printed_code or row.area,
        "values": {cell.indicator: number(cell.value) for cell in row.cells},
        "status": statuses,
        "colours": {cell.indicator: cell.colour for cell in row.cells},
        "undecidable": [cell.indicator for cell in row.cells if cell.undecidable],
        "counts": {cell.count: _count_record(cell) for cell in row.counts},
    }


def _count_record(cell: CountCell) -> Record:
    return {
        "reading": cell.reading,
        "recounted": cell.recounted,
        "low": cell.low,
        "high": cell.high,
        "printed": cell.printed,
    }


RELATION_SIGNS: dict[Relation, str] = {
    "equals": "=",
    "at-least": "≥",
    "at-most": "≤",
    "below": "<",
    "above": ">",
    "about": "≈",
}
"""How a recomputed number must stand to the printed one, as a sign."""


def claim_records(programme: Programme, found: Iterable[Reconciliation], language: str) -> list[Record]:
    """Give one record per claim: what is printed, what is recomputed and how the two must stand, and the verdict."""
    claims = {claim.id: claim for claim in programme.definitions.claims}
    records = []
    for reconciliation in found:
        claim = claims[reconciliation.claim]
        records.append(
            {
                "id": claim.id,
                "source": f"{programme.definitions.info.main_document}, {claim.lines}",
                "statement": claim.statement.in_(language),
                "printed": number(claim.printed),
                "relation": claim.relation,
                "margin": number(claim.margin),
                "unit": claim.unit,
                "recomputed": number(reconciliation.recomputed),
                "reading": reconciliation.reading,
                "verdict": reconciliation.verdict,
                "explanation": explanation(programme, reconciliation, language),
                "readings": [
                    {"id": r.reading, "recomputed": number(r.recomputed), "low": number(r.low), "high": number(r.high)}
                    for r in reconciliation.results
                ],
                "simulated": programme.simulated,
            }
        )
    return records


_FALLBACK = {
    "reproduces": ("Het getal klopt.", "The number holds."),
    "reproduces-under-another-reading": (
        "Het getal klopt niet zoals het er staat, maar wel bij een andere lezing.",
        "The number does not hold as stated, but does under another reading.",
    ),
    "contradicts": ("Het getal klopt niet.", "The number does not hold."),
    "undecidable-by-rounding": (
        "Of het getal klopt, hangt af van hoe is afgerond.",
        "Whether the number holds depends on how it was rounded.",
    ),
    "cannot-be-checked": (
        "Dit is met de gegevens uit de bron niet na te rekenen.",
        "This cannot be recomputed from the source.",
    ),
}


def explanation(programme: Programme, found: Reconciliation, language: str) -> str:
    """Say in one sentence why the verdict is what it is.

    The author's sentence is used only where it is about the verdict that was found; otherwise a plain one is made.
    """
    claim = next(claim for claim in programme.definitions.claims if claim.id == found.claim)
    if claim.explains != found.verdict:
        return _FALLBACK[found.verdict][0 if language == "nl" else 1]
    numbers = {"{printed}": claim.printed, "{recomputed}": found.recomputed}
    text = claim.explanation.in_(language)
    for mark, value in numbers.items():
        text = text.replace(mark, written(value, claim.decimals, claim.unit, language))
    return text


def written(value: Decimal | None, decimals: int, unit: str, language: str) -> str:
    """Write a number for a person, rounded half up to ``decimals``; zeros after the point are left out.

    A year takes no thousands separator.
    """
    if value is None:
        return "onbekend" if language == "nl" else "unknown"
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP).normalize()
    text = (f"{rounded:f}" if unit == "year" else f"{rounded:,f}").replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def target_records(
    states: Iterable[TargetState],
    language: str,
    sentences: Mapping[str, str] | None = None,
    *,
    simulated: bool = False,
) -> list[Record]:
    """Give one record per target with its state; ``simulated`` says in each whether the programme is made up.

    ``sentences`` are those of the statements by id; where one is missing or empty, the register's own sentence stands.
    """
    said, mark = sentences or {}, {"simulated": simulated}
    return [_target_record(state, language, said.get(state.id, "")) | mark for state in states]


def _target_record(state: TargetState, language: str, sentence: str) -> Record:
    return {
        "id": state.id,
        "theme": state.theme,
        "level": state.level,
        "sentence": sentence or state.sentence.in_(language),
        "baseline": number(state.baseline),
        "bound": number(state.bound),
        "deadline": state.deadline.isoformat() if state.deadline else None,
        "actual": number(state.actual),
        "required": number(state.required),
        "status": state.status,
        "reason": state.reason.in_(language),
        "probability": state.probability,
        "wording": state.sentence.in_(language),
        "as_of": state.as_of.isoformat() if state.as_of else None,
        "actual_on": state.actual_on.isoformat() if state.actual_on else None,
        "leaning": state.leaning,
        "needed_per_year": number(state.needed_per_year),
        "forecast": _forecast_record(state),
        "failing": [{"area": one.area, "actual": number(one.actual), "gap": number(one.gap)} for one in state.failing],
        "unknown_areas": state.unknown_areas,
        "missing": list(state.missing),
        "readings": [
            {"id": one.id, "actual": number(one.actual), "status": one.status, "failing": len(one.failing)}
            for one in state.readings
        ],
        "rule": state.rule_version,
        "gap": number(state.gap),
        "share": number(state.share),
        "checkable": state.checkable,
        **_revised_record(state, language),
    }


def _revised_record(state: TargetState, language: str) -> Record:
    found = state.original
    return {
        "revisions": len(state.earlier),
        "original": {
            "bound": number(found.bound) if found else None,
            "deadline": found.deadline.isoformat() if found and found.deadline else None,
            "actual": number(found.actual) if found else None,
            "status": found.status if found else None,
            "reason": found.reason.in_(language) if found else None,
        },
        "missed": [
            {
                "deadline": one.deadline.isoformat() if one.deadline else None,
                "bound": number(one.bound),
                "actual": number(one.actual),
                "status": one.status,
                "decided_on": one.decided_on.isoformat(),
            }
            for one in state.missed
        ],
    }


def _forecast_record(state: TargetState) -> Record:
    found = state.forecast
    return {
        "value": number(found.value) if found else None,
        "lower": number(found.lower) if found else None,
        "upper": number(found.upper) if found else None,
    }


def output_records(programme: Programme, language: str) -> list[Record]:
    """Give one record per output: what was planned and delivered; unknown is None with a status beside it."""
    return [
        {
            "id": one.id,
            "measure": one.measure,
            "noun": one.noun.in_(language),
            "area": one.area,
            "period": one.period,
            "accumulation": one.accumulation,
            "planned": number(one.planned),
            "delivered": number(one.delivered),
            "status": "unknown" if one.delivered is None else "reported",
            "reported_on": one.reported_on.isoformat() if one.reported_on else None,
            "owner": one.owner,
            "note": one.note.in_(language) if one.note else None,
        }
        for one in programme.ledger.outputs
    ]


def money_records(programme: Programme, budget: str, language: str) -> list[Record]:
    """Give one record per budget line, the recounted and the printed total last."""
    lines = [line for line in programme.ledger.budget_lines if line.budget == budget]
    records = [_money_record(line, language) for line in lines]
    known, unknown = total_known(tuple(line.amount for line in lines))
    printed = next((b.printed_total for b in programme.ledger.budgets if b.id == budget), None)
    totals = (("total-recounted", known, unknown), ("total-printed", printed, 0))
    records += [_money_total(name, budget, amount, missing) for name, amount, missing in totals]
    return [one | {"simulated": programme.simulated} for one in records]


def _money_record(line: BudgetLine, language: str) -> Record:
    return {
        "id": line.id,
        "budget": line.budget,
        "heading": line.heading.in_(language),
        "name": line_name(line).in_(language),
        "area": line.place or line.district,
        "areas": list(line.areas),
        "theme": line.theme,
        "funder": line.funder,
        "kind": line.kind,
        "amount": number(line.amount),
        "status": "known" if line.amount is not None else "unknown",
    }


def _money_total(name: str, budget: str, amount: Decimal | None, unknown: int) -> Record:
    empty = dict.fromkeys(("heading", "name", "area", "theme", "funder", "kind"))
    status = "known" if amount is not None and not unknown else f"{unknown} unknown"
    return {"id": name, "budget": budget, **empty, "areas": [], "amount": number(amount), "status": status}


def flat(record: Mapping[str, Any], prefix: str = "") -> Record:
    """Flatten nested mappings for CSV: ``values.vi2006`` becomes its own column, lists are joined with ``; ``."""
    row: Record = {}
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            row.update(flat(value, f"{name}."))
        elif isinstance(value, (list, tuple)):
            row[name] = "; ".join(_listed(item) for item in value)
        else:
            row[name] = value
    return row


def _listed(item: Any) -> str:
    return " ".join(f"{k}={v}" for k, v in item.items()) if isinstance(item, Mapping) else str(item)


def columns(rows: Sequence[Record]) -> list[str]:
    """List the columns of flat rows in order of first appearance."""
    return list(dict.fromkeys(key for row in rows for key in row))
