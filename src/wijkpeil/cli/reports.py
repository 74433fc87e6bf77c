"""The verbs that report: check, board, claims, targets, money."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from wijkpeil.cli import output, source, target_views, views
from wijkpeil.cli.options import Folder, FormatOption, LanguageOption, ProgrammeFolder, Workspace
from wijkpeil.cli.output import Format, messages
from wijkpeil.errors import Fault, Said, WrongUse, say
from wijkpeil.model.claims import Reconciliation
from wijkpeil.model.indicators import Comparison
from wijkpeil.model.programme import Programme
from wijkpeil.pages.faults import fault_in, fault_words
from wijkpeil.workflows import export


class ComparisonOption(StrEnum):
    """What a value equal to a border does."""

    strict = "strict"
    inclusive = "inclusive"


CLAIMS = "claims.yaml"
SEVERITIES = {"error": say("error"), "warning": say("warning")}


def _language(programme: Programme, language: output.Language | None) -> str:
    return language.value if language else programme.definitions.info.language


def show_faults(faults: Sequence[Fault], language: output.Language = output.Language.en) -> None:
    """Print faults for a person on standard error."""
    for fault in faults:
        severity = fault_words(SEVERITIES[fault.severity], language.value)
        messages.print(f"{severity}: {fault_in(fault, language.value)}", markup=False, soft_wrap=True)
    counted = Counter(fault.severity for fault in faults)
    messages.print(fault_words(_counted(counted["error"], counted["warning"]), language.value))


def write_faults(faults: Sequence[Fault], format: Format, language: output.Language | None) -> int:
    """Write faults as asked, and return the exit code: 1 where one of them is an error."""
    said_in = language or output.Language.en
    if format is Format.text:
        show_faults(faults, said_in)
    else:
        output.write([asdict(fault_in(fault, said_in.value)) for fault in faults], format)
    return int(any(fault.severity == "error" for fault in faults))


def _counted(errors: int, warnings: int) -> Said:
    return say(
        "{errors}, {warnings}.",
        errors=say("1 error") if errors == 1 else say("{count} errors", count=errors),
        warnings=say("1 warning") if warnings == 1 else say("{count} warnings", count=warnings),
    )


def check(folder: ProgrammeFolder, format: FormatOption = Format.text, language: LanguageOption = None) -> int:
    """Validate a programme folder, all faults at once, and recount its claims."""
    from wijkpeil.loading import check_folder

    result = check_folder(folder)
    faults: list[Fault] = list(result.faults)
    found: Sequence[Reconciliation] = ()
    errors = any(fault.severity == "error" for fault in faults)
    if result.programme is not None and not errors:
        from wijkpeil.workflows.reconcile import reconcile

        found = reconcile(result.programme)
        faults += _unexplained(folder, result.programme, found)
    code = write_faults(faults, format, language)
    if format is not Format.text:
        return code
    if result.programme is not None and not errors:
        output.show(views.verdict_summary(found, _language(result.programme, language)))
    return code


def _unexplained(folder: Path, programme: Programme, found: Sequence[Reconciliation]) -> list[Fault]:
    """Warn of claims whose explanation is about another verdict than the one found."""
    explains = {claim.id: claim.explains for claim in programme.definitions.claims}
    return [
        Fault(
            file=CLAIMS,
            line=_line_of(folder / CLAIMS, item.claim),
            key="explains",
            severity="warning",
            message=say(
                "{claim} is explained as {explained}, but the recount finds {found}.",
                claim=item.claim,
                explained=explains[item.claim],
                found=item.verdict,
            ),
            remedy=say("Write an explanation of that verdict; until then pages make a plain sentence of their own."),
        )
        for item in found
        if explains[item.claim] != item.verdict
    ]


def _line_of(path: Path, claim: str) -> int | None:
    """Find the line on which a claim begins."""
    start = re.compile(rf"-?\s*id:\s*[\"']?{re.escape(claim)}[\"']?\s*$")
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return next((number for number, line in lines if start.match(line)), None)


def board(
    folder: Folder = None,
    workspace: Workspace = None,
    comparison: Annotated[
        ComparisonOption | None,
        typer.Option("--comparison", help="A value equal to a border: strict keeps it neutral, inclusive colours it."),
    ] = None,
    format: FormatOption = Format.text,
    language: LanguageOption = None,
) -> None:
    """Show areas against indicators, coloured, with the counts as printed and as recounted."""
    from wijkpeil.workflows.board import make_board

    programme = source.read(folder, workspace, format, language)
    asked: Comparison | None = comparison.value if comparison else None  # type: ignore[assignment]
    made = make_board(programme, comparison=asked)
    if format is Format.text:
        for shown in views.board_tables(programme, made, _language(programme, language), output.screen().width):
            output.show(shown)
    else:
        output.write(export.board_records(programme, made, _language(programme, language)), format)


def claims(
    folder: Folder = None,
    workspace: Workspace = None,
    verdict: Annotated[
        str | None, typer.Option("--verdict", help="Only claims with this verdict.", show_default=False)
    ] = None,
    format: FormatOption = Format.text,
    language: LanguageOption = None,
) -> None:
    """Recount every claim: what is printed beside what is recomputed, with a verdict."""
    from wijkpeil.workflows.reconcile import reconcile

    if verdict is not None and verdict not in output.VERDICT_SIGNS:
        raise WrongUse(f"{verdict!r} is no verdict; choose from {', '.join(output.VERDICT_SIGNS)}.")
    programme = source.read(folder, workspace, format, language)
    found = [item for item in reconcile(programme) if verdict in (None, item.verdict)]
    records = export.claim_records(programme, found, _language(programme, language))
    if format is Format.text:
        output.show(views.claims_table(programme, records, _language(programme, language)))
        output.show(views.verdict_summary(found, _language(programme, language)))
    else:
        output.write(records, format)


def targets(
    folder: Folder = None,
    workspace: Workspace = None,
    theme: Annotated[
        str | None, typer.Option("--theme", help="Only targets under this theme.", show_default=False)
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of",
            formats=["%Y-%m-%d"],
            help="Day of which to give the status; else that of the latest figures.",
            show_default=False,
        ),
    ] = None,
    format: FormatOption = Format.text,
    language: LanguageOption = None,
) -> None:
    """Say what every target promises, where it stands on a day, and why."""
    from wijkpeil.pages.stating.sentence import target_sentences
    from wijkpeil.workflows.monitor import target_states

    programme = source.read(folder, workspace, format, language)
    known = [item.id for item in programme.ledger.themes]
    if theme is not None and theme not in known:
        raise WrongUse(f"{theme!r} is no theme; choose from {', '.join(known)}.")
    day = as_of.date() if as_of else None
    states = [state for state in target_states(programme, as_of=day) if theme in (None, state.theme)]
    said_in = _language(programme, language)
    sentences = target_sentences(programme, said_in, day)
    records = export.target_records(states, said_in, sentences, simulated=programme.simulated)
    if format is Format.text:
        names = {one.id: one.name.in_(said_in) for one in programme.ledger.readings}
        output.show(target_views.targets_table(records, names, said_in))
        output.show(target_views.targets_summary(states, said_in))
    else:
        output.write(records, format)


def money(
    folder: Folder = None,
    workspace: Workspace = None,
    budget: Annotated[
        str | None, typer.Option("--budget", help="Id of a budget; else the first.", show_default=False)
    ] = None,
    format: FormatOption = Format.text,
    language: LanguageOption = None,
) -> None:
    """List the lines of a budget, the recounted and the printed total last."""
    programme = source.read(folder, workspace, format, language)
    known = [item.id for item in programme.ledger.budgets]
    if not known:
        messages.print("This programme holds no budget.")
        known = [""]
    if budget is not None and budget not in known:
        raise WrongUse(f"{budget!r} is no budget; choose from {', '.join(known)}.")
    records = export.money_records(programme, budget or known[0], _language(programme, language))
    if format is Format.text:
        output.show(views.money_table(records, _language(programme, language)))
    else:
        output.write(records, format)
