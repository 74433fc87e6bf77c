"""The verbs of indices: ``score``, and ``index check``, ``explain``, ``sensitivity``, ``register`` and ``compare``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
import typer.core

from wijkpeil.cli import index_source, index_views, output
from wijkpeil.cli.options import FormatOption, LanguageOption, Workspace
from wijkpeil.cli.output import Format
from wijkpeil.errors import FaultsFound, WrongUse

Named = Annotated[
    str, typer.Argument(metavar="INDEX", help="File of an index, or the id of one in a programme.", show_default=False)
]
Other = Annotated[
    str | None,
    typer.Argument(metavar="[OTHER]", help="Another index to compare with.", show_default=False),
]
Data = Annotated[
    Path | None,
    typer.Option("--data", help="CSV with the figures: a row per area, a column per indicator.", show_default=False),
]
In = Annotated[Path | None, typer.Option("--folder", help="Programme folder that holds the index.", show_default=False)]
Weights = Annotated[str | None, typer.Option("--weights", help="Id of one of its sets of weights.", show_default=False)]
Release = Annotated[str | None, typer.Option("--release", help="Id of a release; else the last.", show_default=False)]
Draws = Annotated[
    int, typer.Option("--draws", min=0, help="Draws of an uncertainty analysis: adds the range of ranks.")
]
Seed = Annotated[int, typer.Option("--seed", help="Seed of the draws; the same seed gives the same ranges.")]
Area = Annotated[
    str | None, typer.Option("--area", help="Id of an area: why it ranks where it does.", show_default=False)
]
Beside = Annotated[
    str | None,
    typer.Option("--beside", help="Id of another area: how often the first does worse.", show_default=False),
]
Period = Annotated[
    str | None, typer.Option("--period", help="Period of the figures; else the last.", show_default=False)
]
Since = Annotated[str | None, typer.Option("--since", help="Earlier period to compare with.", show_default=False)]
SinceRelease = Annotated[
    str | None, typer.Option("--since-release", help="Id of an earlier release to compare with.", show_default=False)
]
Base = Annotated[int, typer.Option("--base", min=2, help="Size of the design, a power of 2: more is surer.")]


def score(
    index: Named,
    data: Data = None,
    folder: In = None,
    workspace: Workspace = None,
    weights: Weights = None,
    release: Release = None,
    draws: Draws = 0,
    seed: Seed = 1,
    format: FormatOption = Format.text,
    language: LanguageOption = None,
) -> None:
    """Compute an index: the score and rank of each area, how sure the rank is, and what each indicator adds."""
    from wijkpeil.index.scoring import score_records

    found = index_source.find(index, folder, workspace, data, format, language)
    results = index_source.results(found, data, release, weights)
    with index_views.progress_of(draws * len(results)) as told:
        records = score_records(results, draws=draws, seed=seed, progress=told)
    spoken = index_views.language_of(found.programme, language)
    if format is not Format.text:
        output.write([index_views.plain(record, spoken) for record in records], format)
        return
    output.show(index_views.scores_table(found.index, records, spoken, draws > 0))
    for line in index_views.remarks(results, spoken):
        output.show(line)


class WithVocabulary(typer.core.TyperGroup):
    """A family of commands whose help ends with the vocabulary of definitions, made when it is asked for."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help, and after it each word with what it does and a worked example."""
        from wijkpeil.index.manual import vocabulary_lines

        super().format_help(ctx, formatter)
        typer.echo("The vocabulary of an index; docs/index.md has it with its sources.\n")
        for line in vocabulary_lines():
            typer.echo(line)


app = typer.Typer(cls=WithVocabulary, help="Look into an index before and after it is computed.", no_args_is_help=True)


@app.command()
def check(
    index: Named,
    data: Data = None,
    folder: In = None,
    workspace: Workspace = None,
    format: FormatOption = Format.text,
    language: LanguageOption = None,
) -> int:
    """Report all that is wrong with an index, and with figures for it."""
    from wijkpeil.cli import reports
    from wijkpeil.index import check as check_file

    if Path(index).is_file():
        faults = check_file(index, data)
    else:
        found = index_source.find(index, folder, workspace, data, format, language)
        faults = ()
        try:
            index_source.results(found, data, None, None)
        except FaultsFound as error:
            faults = error.faults
    return reports.write_faults(faults, format, language)


@app.command()
def explain(
    index: Named,
    data: Data = None,
    folder: In = None,
    workspace: Workspace = None,
    area: Area = None,
    period: Period = None,
    draws: Draws = 0,
    beside: Beside = None,
    seed: Seed = 1,
    format: FormatOption = Format.text,
    language: LanguageOption = None,
) -> None:
    """Say the method of an index in words, and why one area ranks where it does."""
    from wijkpeil.index.explaining import method_in_words, place_in_words

    found = index_source.find(index, folder, workspace, data, format, language)
    spoken = index_views.language_of(found.programme, language)
    sentences = [("method", each) for each in method_in_words(found.index)]
    if area is not None:
        results = index_source.results(found, data, None, None)
        if beside is not None and not draws:
            raise WrongUse("`--beside` counts draws: say how many with `--draws`.")
        place = place_in_words(results, area, period, draws=draws, seed=seed, beside=beside)
        sentences += [("area", each) for each in place]
    told = [{"about": about, "sentence": index_views.words(each, spoken)} for about, each in sentences]
    if format is not Format.text:
        output.write(told, format)
        return
    for line in told:
        output.show(line["sentence"])


@app.command()
def sensitivity(
    index: Named,
    data: Data = None,
    folder: In = None,
    workspace: Workspace = None,
    weights: Weights = None,
    release: Release = None,
    period: Period = None,
    base: Base = 256,
    seed: Seed = 1,
    format: FormatOption = Format.text,
    language: LanguageOption = None,
) -> None:
    """Say which choice makes the places uncertain: its shares of the variance, alone and with others (Sobol)."""
    from wijkpeil.index.sensing import sensitivity_records

    found = index_source.find(index, folder, workspace, data, format, language)
    results = index_source.results(found, data, release, weights)
    shared, choices = index_views.sensed(results, period, base, seed)
    spoken = index_views.language_of(found.programme, language)
    records = [
        {**one, "drawn": index_views.words(one["drawn"], spoken), "runs": shared.indices.runs, "seed": seed}
        for one in sensitivity_records(shared, choices)
    ]
    if format is not Format.text:
        output.write(records, format)
        return
    output.show(index_views.sensitivity_table(found.index, records, spoken))


@app.command()
def register(
    folder: In = None,
    workspace: Workspace = None,
    format: FormatOption = Format.json,
    language: LanguageOption = None,
) -> None:
    """Give each index of a programme that is computed as an entry of the Dutch algorithm register."""
    from wijkpeil.cli import source

    programme = source.read(folder, workspace, format, language)
    spoken = index_views.language_of(programme, language)
    records = index_views.register_records(programme, spoken)
    if format is not Format.text:
        output.write(records, format)
        return
    for record in records:
        for field, text in record.items():
            output.show(f"{field}: {text or ''}")
        output.show("")


@app.command()
def compare(
    index: Named,
    other: Other = None,
    data: Data = None,
    folder: In = None,
    workspace: Workspace = None,
    since: Since = None,
    since_release: SinceRelease = None,
    period: Period = None,
    format: FormatOption = Format.text,
    language: LanguageOption = None,
) -> None:
    """Compare two indices over the same figures, or one index in two periods or releases: what differs, who moves."""
    from wijkpeil.index.changing import change_record
    from wijkpeil.index.comparing import comparison_of, of_period

    if sum(one is not None for one in (other, since, since_release)) != 1:
        raise WrongUse(
            "Give another index to compare with, or --since with an earlier period, or --since-release with a release."
        )
    found = index_source.find(index, folder, workspace, data, format, language)
    results = index_source.results(found, data, None, None)
    now = of_period(results, period) if period is not None else results[-1]
    spoken = index_views.language_of(found.programme, language)
    if other is not None:
        second = index_source.find(other, folder, workspace, data, format, language)
        before, now = now, index_source.results(second, data, None, None)[-1]
        remarks: tuple[str, ...] = ()
    else:
        before, remarks = index_source.earlier(found, results, now, since, since_release)
    comparison = comparison_of(before, now)
    if format is not Format.text:
        output.write([change_record(move) for move in comparison.moves], format)
        return
    for table in index_views.comparison_tables(comparison, spoken):
        output.show(table)
    for line in remarks:
        output.show(index_views.words(line, spoken))
