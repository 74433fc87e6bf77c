"""Targets for a person in a terminal: the worst first, each with its sign, its sentence and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich.table import Table
from rich.text import Text

from wijkpeil.cli.output import table
from wijkpeil.model.status import RULE_VERSION, TargetState, TargetStatus
from wijkpeil.workflows.export import Record, written
from wijkpeil.workflows.monitor import WORST_FIRST

STATUSES: dict[TargetStatus, tuple[str, str]] = {
    "achieved": ("gehaald", "achieved"),
    "on-track": ("op schema", "on track"),
    "behind": ("achter op schema", "behind"),
    "off-track": ("ver achter op schema", "off track"),
    "moving-away": ("gaat de verkeerde kant op", "moving away"),
    "uncertain": ("onzeker", "uncertain"),
    "too-early": ("te vroeg", "too early"),
    "not-measured": ("niet gemeten", "not measured"),
    "not-measurable": ("niet meetbaar", "not measurable"),
    "withheld": ("niet openbaar", "withheld"),
}
SIGNS: dict[TargetStatus, str] = {
    "achieved": " ├■■■■■",
    "on-track": " ├■■■┤",
    "behind": " ├■■ ┤",
    "off-track": " ├■  ┤",
    "moving-away": "■├   ┤",
    "uncertain": " ├■■?┤",
    "too-early": " ├   ┤",
    "not-measured": " ├ · ┤",
    "not-measurable": " ├ ·",
    "withheld": " ├ × ┤",
}
"""What was covered of the way from the start (``├``) to where it should be (``┤``)."""
STYLES: dict[TargetStatus, str] = {"moving-away": "bold", "off-track": "bold", "behind": "bold"}
_LAST: tuple[TargetStatus, ...] = ("withheld", "not-measured", "not-measurable")
ORDER = (*(one for one in WORST_FIRST if one not in _LAST), *_LAST)


def _in(language: str, nl: str, en: str) -> str:
    return nl if language == "nl" else en


def targets_table(records: Sequence[Record], names: Mapping[str, str], language: str) -> Table:
    """List targets by status, the worst first; ``names`` gives those of other readings by id."""
    made = table(
        ("", "left"),
        (_in(language, "Stand", "Status"), "left"),
        ("", "left"),
        (_in(language, "Doel, en waarom", "Target, and why"), "left"),
        (_in(language, "begin", "start"), "right"),
        (_in(language, "nu", "now"), "right"),
        (_in(language, "gevraagd", "asked"), "right"),
        (_in(language, "nodig", "bound"), "right"),
        (_in(language, "kans", "chance"), "right"),
        (_in(language, "uiterlijk", "deadline"), "left"),
    )
    before = None
    for item in sorted(records, key=lambda one: ORDER.index(one["status"])):
        if before not in (None, item["status"]):
            made.add_section()
        before = item["status"]
        style = STYLES.get(item["status"], "")
        made.add_row(
            Text(SIGNS[item["status"]], style=style),
            Text(_in(language, *STATUSES[item["status"]]), style=style),
            Text(item["id"], style="dim"),
            _told(item, names, language),
            *(_figure(item[key], language) for key in ("baseline", "actual", "required", "bound")),
            "" if item["probability"] is None else f"{round(item['probability'] * 100)}%",
            item["deadline"] or "",
        )
    return made


def _told(item: Record, names: Mapping[str, str], language: str) -> Text:
    told = Text(item["sentence"], style="bold" if item["status"] in STYLES else "")
    told.append(f"\n{item['reason']}", style="dim not bold")
    if item["leaning"]:
        said = _in(language, "Naar het cijfer alleen: ", "By the figure alone: ")
        told.append(f" {said}{_in(language, *STATUSES[_status(item['leaning'])])}.", style="dim not bold")
    if item["revisions"]:
        told.append(_revised(item, language), style="dim not bold")
    for reading in item["readings"]:
        told.append(f"\n{_reading(reading, names, language)}", style="dim not bold")
    return told


def _revised(item: Record, language: str) -> str:
    """Say how a target that was revised stands to the original, and which terms were missed before."""
    status = _in(language, *STATUSES[_status(item["original"]["status"])])
    text = _in(
        language, f" Herzien; tegenover het eerste doel: {status}.", f" Revised; against the original: {status}."
    )
    missed = ", ".join(one["deadline"] for one in item["missed"])
    return text + (_in(language, f" Eerder gemist: {missed}.", f" Missed before: {missed}.") if missed else "")


def _reading(reading: Record, names: Mapping[str, str], language: str) -> str:
    """Say what comes of another reading: its figure, its status, and how many areas fall short of it."""
    said = _in(language, *STATUSES[_status(reading["status"])])
    figure = _figure(reading["actual"], language)
    short = reading["failing"]
    areas = _in(language, f", {short} gebieden niet zoals gevraagd", f", {short} areas not as asked") if short else ""
    name = names.get(reading["id"], reading["id"])
    return (
        f"{_in(language, 'Anders gelezen', 'Read otherwise')} ({name}): {f'{figure}, ' if figure else ''}{said}{areas}"
    )


def _status(value: Any) -> TargetStatus:
    found: TargetStatus = value
    return found


def targets_summary(states: Sequence[TargetState], language: str) -> str:
    """Count the promises that can be checked, and how many of them the figures of the programme measure."""
    checkable = sum(state.checkable for state in states)
    measurable = sum(state.status != "not-measurable" for state in states)
    day = states[0].as_of.isoformat() if states and states[0].as_of else "–"
    return _in(
        language,
        f"Van de {len(states)} noemen er {checkable} een getal en een termijn; "
        f"{measurable} zijn met de cijfers van dit programma te meten. Stand van {day}, volgens regel {RULE_VERSION}.",
        f"Of the {len(states)}, {checkable} name a number and a term; "
        f"{measurable} can be measured with the figures of this programme. As of {day}, by rule {RULE_VERSION}.",
    )


def _figure(value: int | float | None, language: str) -> str:
    return "" if value is None else written(Decimal(str(value)), 2, "", language)
