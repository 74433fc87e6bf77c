"""An index as files: the scores with their ranks and what they are made of, and its definition."""

from __future__ import annotations

import json
from dataclasses import asdict

import numpy as np

from wijkpeil.errors import NotFound
from wijkpeil.index.changing import change_record
from wijkpeil.index.comparing import comparison_of
from wijkpeil.index.explaining import method_in_words
from wijkpeil.index.scoring import score_records
from wijkpeil.methods.composite.coherence import Coherence
from wijkpeil.model.base import Language
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.faults import fault_words
from wijkpeil.pages.indices.definition_text import YAML
from wijkpeil.pages.indices.scored import Scored, certainty, change_of, dependence, report, scored
from wijkpeil.pages.open_data import CSV, JSON, XLSX, DataFile, definition_files, spreadsheet, table_csv
from wijkpeil.workflows.export import Record
from wijkpeil.workflows.index_sensitivity import Dependence
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


def sensitivity_file(context: ViewContext, language: Language, id: str, form: str) -> DataFile:
    """Give which choices the places depend on, as ``csv`` or ``json``: a record per choice, shares from 0 to 1.

    Raises:
        NotFound: there is no such index or form, or it could not be computed.
    """
    found = dependence(context, id)
    if not isinstance(found, Dependence):
        raise NotFound(f"what {id} depends on is not computed")
    records: list[Record] = [
        {
            **one,
            "drawn": fault_words(one["drawn"], language),
            "runs": found.runs,
            "seed": found.seed,
            **_source(context, scored(context, id)),
        }
        for one in found.shares
    ]
    return _file(f"{id}-sensitivity", form, records)


def change_file(context: ViewContext, id: str, form: str) -> DataFile:
    """Give what changed, as ``csv`` or ``json``: a record per area, as ``wijkpeil index compare`` gives them.

    Raises:
        NotFound: there is no such index or form, nothing before it, or no change is told.
    """
    changed, found = change_of(context, id), scored(context, id)
    before = changed.earlier.result if changed else None
    if changed is None or changed.change is None or before is None or found.result is None:
        raise NotFound(f"no change of {id} is told")
    own = _source(context, found) | {"since": changed.earlier.period or changed.earlier.release}
    own["until"] = changed.earlier.now
    moves = comparison_of(before, found.result, changed.change).moves
    return _file(f"{id}-change", form, [change_record(move) | own for move in moves])


def coherence_file(context: ViewContext, id: str) -> DataFile:
    """Give whether the parts go together, as JSON: a record per indicator, then one per node with its parts.

    Raises:
        NotFound: there is no such index, or it cannot be told.
    """
    found = report(context, id)
    if found is None:
        raise NotFound(f"whether {id} holds together cannot be told")
    own = _source(context, scored(context, id))
    records = [{"kind": "indicator", **one, **own} for one in coherence_records(found)]
    records += [{"kind": "node", **one, **own} for one in node_records(found)]
    return _file(f"{id}-coherence", "json", records)


def coherence_records(found: Coherence) -> list[Record]:
    """Give a record per indicator: the numbers of the report, and its correlation with each group of indicators."""
    return [
        {**asdict(one), "across": {group: _known(cell) for group, cell in zip(found.groups, row, strict=True)}}
        for one, row in zip(found.indicators, found.across, strict=True)
    ]


def node_records(found: Coherence) -> list[Record]:
    """Give a record per node: the numbers of the report, and the correlations of its parts."""
    return [
        {
            "id": one.id,
            "parts": list(one.parts),
            "correlations": [[_known(cell) for cell in row] for row in one.correlations],
            "alpha": one.alpha,
            "explained": one.explained,
            "available": one.available,
            "withheld": one.withheld,
        }
        for one in found.nodes
    ]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _source(context: ViewContext, found: Scored) -> Record:
    return {
        "index": found.index.id,
        "version": found.index.version,
        "release": found.ready.release if found.ready else "",
        "simulated": context.programme.simulated,
    }


def _file(name: str, form: str, records: list[Record]) -> DataFile:
    if form == "json":
        content = f"{json.dumps(records, ensure_ascii=False, indent=1)}\n".encode()
        return DataFile(name=f"{name}.json", media=JSON, content=content)
    if form == "csv":
        return DataFile(name=f"{name}.csv", media=CSV, content=table_csv(records))
    raise NotFound(f"there is no {name}.{form}")
