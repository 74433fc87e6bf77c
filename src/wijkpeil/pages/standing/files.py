"""The standing and what changed as files: the same that the page shows, for machines and spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import override

from wijkpeil.errors import NoSuchChoice, NotFound
from wijkpeil.model.base import Language
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.names import names_of
from wijkpeil.pages.narrowing import Query
from wijkpeil.pages.open_data import DataFile, records_file
from wijkpeil.pages.said import said_of_targets
from wijkpeil.pages.standing.comparing import Compared, compared
from wijkpeil.pages.standing.page import chosen_targets, since_of, with_since
from wijkpeil.workflows.export import Record, number, target_records
from wijkpeil.workflows.movers import measures_for, partners_for
from wijkpeil.workflows.target_changes import TargetChange


def status_file(context: ViewContext, language: Language, form: str, query: Query, today: date) -> DataFile:
    """Give the targets that ``query`` chooses with their state, as ``csv``, ``json`` or ``xlsx``.

    The workbook holds the changes on a second sheet.

    Raises:
        NotFound: there is no such form.
        NoSuchChoice: the query asks for what is no choice.
    """
    targets, changes = _records(context, language, query, today)
    return records_file("status", targets, form, {"status": targets, "changes": changes})


def changes_file(context: ViewContext, language: Language, form: str, query: Query, today: date) -> DataFile:
    """Give what changed since the day that ``query`` names, else since a month before today, as ``csv`` or ``json``.

    Raises:
        NotFound: there is no such form.
        NoSuchChoice: the query asks for what is no choice.
    """
    if form == "xlsx":
        raise NotFound("there is no changes.xlsx; status.xlsx holds the changes as well")
    return records_file("changes", _records(context, language, query, today)[1], form)


def _records(context: ViewContext, language: Language, query: Query, today: date) -> tuple[list[Record], list[Record]]:
    with override(language):
        kept, form = chosen_targets(context, query, names_of(context, language))
        since = since_of(query, today)
        left_out = with_since(form, query, since).left_out
        if left_out:
            raise NoSuchChoice("\n".join(left_out))
    wanted = {one.id for one in kept}
    states = [one for one in context.target_states if one.id in wanted]
    sentences = said_of_targets(context, language)
    records = target_records(states, language, sentences, simulated=context.programme.simulated)
    serving = measures_for(context.programme.ledger)
    for one in records:
        measures = serving.get(one["id"], ())
        one |= {"measures": [each.id for each in measures], "partners": list(partners_for(measures))}
    found = compared(context, today, since)
    return records, change_records(context, found, wanted) if found else []


def change_records(context: ViewContext, found: Compared, wanted: set[str]) -> list[Record]:
    """Give one record for each thing that changed: of the targets ``wanted``, and of measures where all are."""
    everything = len(wanted) == len(context.programme.ledger.targets)
    shared = {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "compared": "ledger" if found.by_ledger else "figures",
        "simulated": context.programme.simulated,
    }
    known = {one.id for one in context.programme.ledger.targets}
    targets = [one for one in found.targets if one.target in wanted or (everything and one.target not in known)]
    rows = [_change_record(one, kind) | shared for one in targets for kind in one.kinds]
    empty = dict.fromkeys(_FIELDS)
    measures = found.measures if everything else ()
    return rows + [
        {**empty, "record": "measure", "id": one.id, "kind": one.kind, "fields": []} | shared for one in measures
    ]


_FIELDS: Sequence[str] = (
    "record",
    "id",
    "kind",
    "status_before",
    "status",
    "actual_before",
    "actual",
    "actual_on",
    "broken_on",
    "fields",
)


def _change_record(change: TargetChange, kind: str) -> Record:
    before, after = change.before, change.after
    return {
        "record": "target",
        "id": change.target,
        "kind": kind,
        "status_before": before.status if before else None,
        "status": after.status if after else None,
        "actual_before": number(before.actual) if before else None,
        "actual": number(after.actual) if after else None,
        "actual_on": after.actual_on.isoformat() if after and after.actual_on else None,
        "broken_on": change.broken.isoformat() if kind == "figure" and change.broken else None,
        "fields": list(change.revised) if kind == "revised" else [],
    }
