"""An index as files: the scores with their ranks and what they are made of, and its definition."""

from __future__ import annotations

import json

from wijkpeil.errors import NotFound
from wijkpeil.index.explaining import method_in_words
from wijkpeil.index.scoring import score_records
from wijkpeil.model.base import Language
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.faults import fault_words
from wijkpeil.pages.indices.definition_text import YAML
from wijkpeil.pages.indices.scored import Scored, certainty, scored
from wijkpeil.pages.open_data import CSV, JSON, XLSX, DataFile, definition_files, spreadsheet, table_csv
from wijkpeil.workflows.export import Record
from wijkpeil.workflows.score import index_of

FORMS = ("csv", "xlsx", "json", "yaml")


def index_file(context: ViewContext, language: Language, id: str, form: str) -> DataFile:
    """Give an index: its scores as ``csv``, ``xlsx`` or ``json``, its definition as ``yaml``.

    Raises:
        NotFound: there is no such index or form, or it cannot be computed.
    """
    if form == "yaml":
        own = index_of(context.programme, id).id
        return DataFile(name=f"{own}.yaml", media=YAML, content=definition_files(context)[f"indices/{own}.yaml"])
    if form not in FORMS:
        raise NotFound(f"there is no {id}.{form}")
    found = scored(context, id)
    if not found.results:
        raise NotFound(f"{id} cannot be computed")
    records = index_records(context, found, language)
    if form == "json":
        content = f"{json.dumps(records, ensure_ascii=False, indent=1)}\n"
        return DataFile(name=f"{id}.json", media=JSON, content=content.encode())
    if form == "csv":
        return DataFile(name=f"{id}.csv", media=CSV, content=table_csv(records))
    method = [{"sentence": fault_words(one, language)} for one in method_in_words(found.index)]
    return DataFile(name=f"{id}.xlsx", media=XLSX, content=spreadsheet({"scores": records, "method": method}))


def index_records(context: ViewContext, found: Scored, language: Language) -> list[Record]:
    """Give a record per area and period; intervals of ranks are those of the page, for its period alone."""
    sure = certainty(context, found.index.id)
    last = found.results[-1]
    rows = {area: row for row, area in enumerate(last.areas)}
    made: list[Record] = []
    for one in score_records(found.results):
        row = rows.get(one["area"]) if one["period"] == last.data.period and one["rank"] else None
        drawn = sure is not None and row is not None
        made.append(
            {
                **one,
                "rank_low": int(sure.low[row]) if drawn and sure else None,
                "rank_high": int(sure.high[row]) if drawn and sure else None,
                "among_worst": round(float(sure.worst[row]), 4) if drawn and sure else None,
                "reason": fault_words(one["reason"], language),
                "index": found.index.id,
                "version": found.index.version,
                "release": found.ready.release if found.ready else "",
                "simulated": context.programme.simulated,
            }
        )
    return made
