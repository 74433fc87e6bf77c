"""The verb ``signals``: figures that ask to be looked at, beside how many chance alone would give."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from wijkpeil.cli import output, signal_views, source
from wijkpeil.cli.options import Folder, FormatOption, LanguageOption, Workspace
from wijkpeil.cli.output import Format


class KindOption(StrEnum):
    """What was compared."""

    border = "border"
    level = "level"
    change = "change"
    gap = "gap"
    chart = "chart"
    spread = "spread"


class DirectionOption(StrEnum):
    """Which way a figure stands out."""

    worse = "worse"
    better = "better"


class DependenceOption(StrEnum):
    """What the tests may share."""

    positive = "positive"
    any = "any"


class OverdispersionOption(StrEnum):
    """How spread among areas beyond chance is allowed for."""

    additive = "additive"
    multiplicative = "multiplicative"
    none = "none"


Kind = Annotated[KindOption | None, typer.Option("--kind", help="Only this kind.", show_default=False)]
Way = Annotated[
    DirectionOption | None, typer.Option("--direction", help="Only worse or only better.", show_default=False)
]
Rate = Annotated[float, typer.Option("--rate", help="False discovery rate within each kind, above 0 and at most 0.1.")]
Sharing = Annotated[DependenceOption, typer.Option("--dependence", help="What the tests may share; `any` finds fewer.")]
Spread = Annotated[
    OverdispersionOption, typer.Option("--overdispersion", help="How spread beyond chance is allowed for.")
]
Charts = Annotated[bool, typer.Option("--charts", help="Add control charts; they cry wolf at a stated rate.")]
Sensitive = Annotated[bool, typer.Option("--sensitive", help="Let sensitive indicators in, which stay out otherwise.")]
Named = Annotated[str | None, typer.Option("--release", help="Id of a release; else the last.", show_default=False)]
Summary = Annotated[
    bool, typer.Option("--summary", help="Only the account per kind: tested, found, expected by chance.")
]


def signals(
    folder: Folder = None,
    workspace: Workspace = None,
    kind: Kind = None,
    direction: Way = None,
    rate: Rate = 0.05,
    dependence: Sharing = DependenceOption.positive,
    overdispersion: Spread = OverdispersionOption.additive,
    charts: Charts = False,
    sensitive: Sensitive = False,
    release: Named = None,
    summary: Summary = False,
    format: FormatOption = Format.text,
    language: LanguageOption = None,
) -> None:
    """List the figures that ask to be looked at, with how many chance alone would give."""
    from wijkpeil.workflows.signal import check_rate, find_signals
    from wijkpeil.workflows.signal_export import family_records, signal_records
    from wijkpeil.workflows.signal_families import SignalOptions
    from wijkpeil.workflows.watch import lines_of

    check_rate(rate)
    programme = source.read(folder, workspace, format, language)
    options = SignalOptions(rate=rate, dependence=dependence.value, overdispersion=overdispersion.value, charts=charts)
    report = find_signals(programme, options, release=release, sensitive=sensitive)
    families = [one for one in report.families if kind in (None, one.kind) and (charts or one.kind != "chart")]
    shown = [one for one in report.signals if kind in (None, one.kind) and direction in (None, one.direction)]
    if format is not Format.text:
        output.write(
            family_records(families) if summary else signal_records(shown, simulated=programme.simulated), format
        )
        return
    said_in = language.value if language else programme.definitions.info.language
    if not summary:
        lines = lines_of(programme, shown, release)
        output.show(signal_views.lines_table(programme, lines, said_in))
    output.show(signal_views.families_table(families, said_in))
    for line in signal_views.remarks(programme, report, said_in):
        output.show(line)
