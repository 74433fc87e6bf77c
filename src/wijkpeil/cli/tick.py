"""The verb of what is due by date."""

from __future__ import annotations

from wijkpeil.cli import output, source
from wijkpeil.cli.acting import acting
from wijkpeil.cli.options import FormatOption, Workspace
from wijkpeil.cli.output import Format


def tick(workspace: Workspace = None, format: FormatOption = Format.text) -> None:
    """Remove what is past its term, and remind of what ends or is due soon; for a timer, and harmless to repeat."""
    path = source.existing_workspace(workspace)
    source.with_django(path)
    from wijkpeil.ledger.purging import purge
    from wijkpeil.ledger.workspace import ready_workspace
    from wijkpeil.pages.reminders import remind_of_tokens
    from wijkpeil.pages.signal_reminders import remind_of_signals

    ready_workspace(path)
    records = [{"what": what, "removed": removed} for what, removed in purge(acting()).items()]
    reminded = remind_of_tokens()
    if reminded:
        output.messages.print(f"Reminders sent of tokens that end soon: {reminded}.")
    due = remind_of_signals()
    if due:
        output.messages.print(f"Reminders sent of signals that are due: {due}.")
    if format is not Format.text:
        output.write(records, format)
        return
    made = output.table(("what", "left"), ("removed", "right"))
    for record in records:
        made.add_row(str(record["what"]), str(record["removed"]))
    output.show(made)
