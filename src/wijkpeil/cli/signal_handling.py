"""The verbs of what is done about signals: ``wijkpeil signal …``. Each write is one service call."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from wijkpeil.cli import output
from wijkpeil.cli.options import FormatOption, LanguageOption, Why, Workspace
from wijkpeil.cli.output import Format
from wijkpeil.cli.record_output import show_receipt
from wijkpeil.cli.records import Desk, Programme

app = typer.Typer(help="Keep the watch list: acknowledge, assign and close what stands out.", no_args_is_help=True)


class StateOption(StrEnum):
    """How a figure that stands out is handled."""

    open = "open"
    anew = "anew"
    acknowledged = "acknowledged"
    assigned = "assigned"
    closed = "closed"


class ReasonOption(StrEnum):
    """Why nothing more is to be done."""

    explained = "explained"
    measure = "measure"
    solved = "solved"
    data = "data"
    chance = "chance"
    accepted = "accepted"


Area = Annotated[str, typer.Argument(help="Id of the area.", show_default=False)]
Indicator = Annotated[str, typer.Argument(help="Id of the indicator.", show_default=False)]
Note = Annotated[
    str, typer.Option("--note", help="What was found or is to be done; name no person.", show_default=False)
]
Seen = Annotated[
    int | None,
    typer.Option("--revision", help="Revision that you saw, 0 for none; else what stands.", min=0, show_default=False),
]


@app.command("list")
def list_(
    state: Annotated[
        StateOption | None, typer.Option("--state", help="Only what is handled so.", show_default=False)
    ] = None,
    workspace: Workspace = None,
    programme: Programme = None,
    format: FormatOption = Format.text,
    language: LanguageOption = None,
) -> None:
    """List the watch list: each figure that stands out, why, for how long, and what is done about it."""
    desk = Desk(workspace, programme)
    from wijkpeil.cli.signal_views import watch_table
    from wijkpeil.ledger.reading import shown_programme
    from wijkpeil.ledger.snapshot import current_programme
    from wijkpeil.workflows.watch import signal_reports, watch_list
    from wijkpeil.workflows.watch_export import watch_records

    shown = shown_programme(desk.actor, current_programme(desk.programme))
    lines = [one for one in watch_list(shown, signal_reports(shown)) if state in (None, one.state)]
    if format is not Format.text:
        output.write(watch_records(lines), format)
        return
    output.show(watch_table(shown, lines, language.value if language else shown.definitions.info.language))


@app.command()
def acknowledge(
    area: Area,
    indicator: Indicator,
    note: Note = "",
    revision: Seen = None,
    why: Why = "",
    workspace: Workspace = None,
    programme: Programme = None,
    format: FormatOption = Format.text,
) -> None:
    """Say that you saw what stands out; opens again what was closed."""
    desk = Desk(workspace, programme)
    from wijkpeil.ledger.services import signal_acknowledge

    show_receipt(desk.write(signal_acknowledge, area, indicator, note=note, revision=revision, why=why), format)


@app.command()
def assign(
    area: Area,
    indicator: Indicator,
    partner: Annotated[str, typer.Argument(help="Id of the partner that is to look into it.", show_default=False)],
    due: Annotated[
        datetime | None,
        typer.Option("--due", help="Last day for the partner to report.", formats=["%Y-%m-%d"], show_default=False),
    ] = None,
    note: Note = "",
    revision: Seen = None,
    why: Why = "",
    workspace: Workspace = None,
    programme: Programme = None,
    format: FormatOption = Format.text,
) -> None:
    """Give what stands out to a partner to look into; it keeps the record from then on."""
    desk = Desk(workspace, programme)
    from wijkpeil.ledger.services import signal_assign

    day = due.date() if due else None
    done = desk.write(signal_assign, area, indicator, partner=partner, due=day, note=note, revision=revision, why=why)
    show_receipt(done, format)


@app.command()
def close(
    area: Area,
    indicator: Indicator,
    reason: Annotated[ReasonOption, typer.Option("--reason", help="Why.", show_default=False)],
    note: Note = "",
    revision: Seen = None,
    why: Why = "",
    workspace: Workspace = None,
    programme: Programme = None,
    format: FormatOption = Format.text,
) -> None:
    """Say that nothing more is to be done; what comes up later, or comes back, opens anew."""
    desk = Desk(workspace, programme)
    from wijkpeil.ledger.services import signal_close

    done = desk.write(signal_close, area, indicator, reason=reason.value, note=note, revision=revision, why=why)
    show_receipt(done, format)
