"""The data behind the pages as files: the same records that the pages show, in forms that machines read."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args, get_type_hints
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

from wijkpeil.errors import NotFound
from wijkpeil.ledger.models import DefinitionSet
from wijkpeil.loading import json_schemas, write_programme
from wijkpeil.loading.csv_text import table_text
from wijkpeil.loading.sheets import guarded
from wijkpeil.model.base import record
from wijkpeil.model.figures import Observation
from wijkpeil.model.programme import Ledger
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.stating.sentence import statement_sentence, target_sentences
from wijkpeil.workflows.course import target_course
from wijkpeil.workflows.export import (
    Record,
    claim_records,
    columns,
    flat,
    money_records,
    output_records,
    target_records,
)
from wijkpeil.workflows.export_course import course_records

CSV = "text/csv; charset=utf-8"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of files in an archive: the same content gives the same bytes."""


@record
class DataFile:
    """A file to download."""

    name: str
    media: str
    content: bytes


def registers() -> tuple[str, ...]:
    """Name the registers of the ledger, in order."""
    return tuple(get_type_hints(Ledger))


def register_file(context: ViewContext, register: str) -> DataFile:
    """Give a register as CSV, in the form of the programme folder.

    Raises:
        NotFound: there is no such register.
    """
    if register not in registers():
        raise NotFound(f"there is no register {register!r}")
    kind = get_args(get_type_hints(Ledger)[register])[0]
    text = table_text(kind, getattr(context.programme.ledger, register))
    return DataFile(name=f"{register}.csv", media=CSV, content=text.encode())


def figures_file(context: ViewContext, release: str) -> DataFile:
    """Give the observations of a release as CSV, in the form of the programme folder.

    Raises:
        NotFound: there is no such release.
    """
    found = next((one for one in context.programme.releases if one.release.id == release), None)
    if found is None:
        raise NotFound(f"there is no release {release!r}")
    return DataFile(name=f"{release}.csv", media=CSV, content=table_text(Observation, found.observations).encode())


def claims_file(context: ViewContext, language: str, form: str) -> DataFile:
    """Give the claims with what the recount found, as ``json`` or ``csv``."""
    return records_file("claims", claim_records(context.programme, context.reconciliations, language), form)


def targets_file(context: ViewContext, language: str, form: str) -> DataFile:
    """Give the targets with their state, as ``json``, ``csv`` or ``xlsx``."""
    programme, sentences = context.programme, target_sentences(context.programme, language)
    records = target_records(context.target_states, language, sentences, simulated=programme.simulated)
    return records_file("targets", records, form, {"targets": records})


def outputs_file(context: ViewContext, language: str, form: str) -> DataFile:
    """Give what measures planned and delivered, as ``json``, ``csv`` or ``xlsx``."""
    records = output_records(context.programme, language)
    return records_file("outputs", records, form, {"outputs": records})


def target_file(context: ViewContext, language: str, id: str, form: str) -> DataFile:
    """Give the course of one target and its state: ``csv`` has the course, ``json`` and ``xlsx`` both.

    Raises:
        NotFound: there is no such target or form.
    """
    target = next((one for one in context.programme.ledger.targets if one.id == id), None)
    if target is None:
        raise NotFound(f"there is no target {id!r}")
    state = next(one for one in context.target_states if one.id == id)
    course = course_records(target_course(context.programme, context.evaluations, target, state))
    said = statement_sentence(context.programme, target, language)
    (stands,) = target_records([state], language, {id: said}, simulated=context.programme.simulated)
    if form == "csv":
        return DataFile(name=f"{id}.csv", media=CSV, content=table_csv(course))
    if form == "xlsx":
        return DataFile(name=f"{id}.xlsx", media=XLSX, content=spreadsheet({"state": [stands], "course": course}))
    return records_file(id, [{**stands, "course": course}], form)


def money_file(context: ViewContext, language: str, form: str) -> DataFile:
    """Give all budgets, each with its recounted and printed total last, as ``json``, ``csv`` or ``xlsx``."""
    budgets = {one.id: money_records(context.programme, one.id, language) for one in context.programme.ledger.budgets}
    return records_file("money", [row for rows in budgets.values() for row in rows], form, budgets)


def schema_file(name: str) -> DataFile:
    """Give the JSON Schema of one kind of file.

    Raises:
        NotFound: there is no such kind.
    """
    schemas = json_schemas()
    if name not in schemas:
        raise NotFound(f"there is no schema {name!r}")
    return DataFile(name=f"{name}.schema.json", media="application/schema+json", content=_json(schemas[name]))


def programme_file(context: ViewContext) -> DataFile:
    """Give the whole programme folder as an archive that ``wijkpeil load`` reads."""
    name = context.programme.definitions.info.id
    packed = BytesIO()
    with TemporaryDirectory() as made, ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        folder = Path(made) / name
        write_programme(context.programme, definition_files(context), folder)
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            entry = ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return DataFile(name=f"{name}.zip", media=ZIP, content=packed.getvalue())


def definition_files(context: ViewContext) -> dict[str, bytes]:
    """Give the files of the definitions as they were loaded, by path."""
    kept = DefinitionSet.objects.get(hash=context.programme.definitions.hash)
    return {path: text.encode() for path, text in kept.files.items()}


def table_csv(records: Sequence[Record]) -> bytes:
    """Write records as CSV, nested keys as columns of their own; no spreadsheet takes a text in it for a formula."""
    rows = [{key: guarded(one) if isinstance(one, str) else one for key, one in flat(each).items()} for each in records]
    written = StringIO(newline="")
    writer = csv.DictWriter(written, fieldnames=columns(rows), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def spreadsheet(sheets: Mapping[str, Sequence[Record]]) -> bytes:
    """Write records as a workbook, one sheet each, with numbers as numbers and the head frozen."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        for name, records in sheets.items():
            sheet = book.add_worksheet(name[:31])
            rows = [flat(one) for one in records]
            heads = columns(rows)
            sheet.write_row(0, 0, heads, bold)
            sheet.freeze_panes(1, 0)
            for at, row in enumerate(rows, start=1):
                sheet.write_row(at, 0, [_cell(row.get(head)) for head in heads])
            sheet.autofit()
    return written.getvalue()


def _cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def records_file(
    name: str, records: Sequence[Record], form: str, sheets: Mapping[str, Sequence[Record]] | None = None
) -> DataFile:
    """Give records as ``json`` or ``csv``, or ``sheets`` of records as ``xlsx`` where there are any.

    Raises:
        NotFound: there is no such form.
    """
    if form == "xlsx" and sheets is not None:
        return DataFile(name=f"{name}.xlsx", media=XLSX, content=spreadsheet(sheets))
    if form == "json":
        return DataFile(name=f"{name}.json", media=JSON, content=_json(records))
    if form == "csv":
        return DataFile(name=f"{name}.csv", media=CSV, content=table_csv(records))
    raise NotFound(f"there is no {name}.{form}")


def _json(content: Any) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()
