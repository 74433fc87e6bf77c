"""The watch list as files: one row per figure, with the signals and the account of chance beside it."""

from __future__ import annotations

import json

from wijkpeil.errors import NotFound
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.open_data import CSV, JSON, XLSX, DataFile, records_file, spreadsheet, table_csv
from wijkpeil.workflows.export import Record
from wijkpeil.workflows.signal_course import control_course
from wijkpeil.workflows.signal_export import control_records, family_records, signal_records
from wijkpeil.workflows.watch_export import watch_records


def watch_file(context: ViewContext, form: str) -> DataFile:
    """Give the watch list as ``json``, ``csv`` or ``xlsx``.

    Raises:
        NotFound: there is no such form.
    """
    records = watch_records(context.watch_lines)
    if form == "json":
        content = f"{json.dumps(records, ensure_ascii=False, indent=1)}\n"
        return DataFile(name="signals.json", media=JSON, content=content.encode())
    flat = [{name: value for name, value in one.items() if name != "signals"} for one in records]
    if form == "csv":
        return DataFile(name="signals.csv", media=CSV, content=table_csv(flat))
    if form == "xlsx":
        return DataFile(name="signals.xlsx", media=XLSX, content=spreadsheet(_sheets(context, flat)))
    raise NotFound(f"there is no signals.{form}")


def control_file(context: ViewContext, area: str, indicator: str, form: str) -> DataFile:
    """Give the control charts of a figure as ``json``, ``csv`` or ``xlsx``.

    Raises:
        NotFound: there is no such figure or form, or its series is too short for control charts.
    """
    figures, found = context.signal_figures.get(indicator), context.lookup.indicators.get(indicator)
    breaks = tuple(one.day for one in found.breaks) if found is not None else ()
    course = control_course(figures, area, breaks) if figures is not None else None
    if course is None:
        raise NotFound(f"there are no control charts of {indicator} in {area}")
    records = control_records(course, area, indicator, simulated=context.programme.simulated)
    return records_file(f"{area}-{indicator}", records, form, {"control charts": records})


def _sheets(context: ViewContext, flat: list[Record]) -> dict[str, list[Record]]:
    """Give the list, its signals, and how many are chance."""
    report = context.signal_reports[-1] if context.signal_reports else None
    signals = signal_records(report.signals) if report else []
    families = family_records(report.families) if report else []
    return {
        "watch list": flat,
        "signals": signals,
        "chance": families,
    }
