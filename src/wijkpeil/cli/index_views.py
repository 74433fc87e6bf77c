"""Indices for a person in a terminal: scores with their ranges, what fell out, and what a comparison shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.progress import Progress
from rich.table import Table

from wijkpeil.cli.output import Language, decimal_text, messages, table
from wijkpeil.errors import WrongUse, say
from wijkpeil.index.comparing import Comparison, breaks_of
from wijkpeil.index.sensing import CHOICES
from wijkpeil.model.index import Index
from wijkpeil.pages.faults import fault_words

if TYPE_CHECKING:
    from wijkpeil.methods.composite.data import IndexResult
    from wijkpeil.methods.composite.draws import Choices
    from wijkpeil.methods.composite.sensitivity import Sensitivity
    from wijkpeil.model.programme import Programme

_MOST_MOVES = 25
_MANY = 500
"""Draws from which on it takes long enough to show a bar."""


def language_of(programme: Programme | None, asked: Language | None) -> str:
    """Return the language to speak: the one asked for, else that of the programme, else English."""
    if asked is not None:
        return asked.value
    return programme.definitions.info.language if programme is not None else "en"


def words(text: str, language: str) -> str:
    """Return what was said in a language."""
    return fault_words(text, "nl" if language == "nl" else "en")


def plain(record: dict[str, Any], language: str) -> dict[str, Any]:
    """Return a record with its reason in a language."""
    return {**record, "reason": words(record["reason"], language)}


@contextmanager
def progress_of(total: int) -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar on standard error while draws are made, where a person watches and there are many."""
    if total < _MANY or not messages.is_terminal:
        yield None
        return
    with Progress(console=messages, transient=True) as bar:
        task, last = bar.add_task("", total=total), [0]

        def told(done: int, of: int) -> None:
            bar.advance(task, done - last[0])
            last[0] = done if done < of else 0

        yield told


def scores_table(index: Index, records: Sequence[dict[str, Any]], language: str, ranged: bool) -> Table:
    """List the areas by rank."""
    periods = len({record["period"] for record in records}) > 1
    heads = [(_in(language, "Rang", "Rank"), "right")]
    heads += [(_in(language, "Rang in 90 %", "Rank in 90 %"), "right")] if ranged else []
    heads += [(_in(language, "Gebied", "Area"), "left"), ("", "left"), (_in(language, "Score", "Score"), "right")]
    heads += [(_in(language, "Klasse", "Band"), "left")] if index.bands else []
    heads += [(_in(language, "Groep", "Group"), "right")] if index.quantiles else []
    heads += [(_in(language, "Periode", "Period"), "left")] if periods else []
    made = table(*heads, ("", "left"), title=index.name.in_(language))
    bands = {band.id: band.name.in_(language) for band in index.bands}
    for record in records:
        cells = [str(record["rank"] or "–")]
        cells += [_range(record)] if ranged else []
        named_too = record["name"] if record["name"] != record["area"] else ""
        cells += [record["area"], named_too, _score(record["score"], index.decimals, language)]
        cells += [bands.get(record["band"], "")] if index.bands else []
        cells += [str(record["quantile"] or "")] if index.quantiles else []
        cells += [record["period"]] if periods else []
        made.add_row(*cells, words(record["reason"], language))
    return made


def _range(record: dict[str, Any]) -> str:
    return "" if record["rank_low"] is None else f"{record['rank_low']}–{record['rank_high']}"


def _score(value: float | None, decimals: int, language: str) -> str:
    return "–" if value is None else decimal_text(f"{value:.{decimals}f}", language)


def remarks(results: Sequence[IndexResult], language: str) -> Iterator[str]:
    """Say what a reader must know beside the scores: what took no part, and what was filled in."""
    yield from (words(one, language) for one in breaks_of(results))
    for result in results:
        for gone in result.dropped:
            if gone.what == "indicator":
                yield words(say("{id} takes no part: {reason}", id=gone.id, reason=gone.reason), language)
        if result.filled.any():
            count = int(result.filled.sum())
            yield words(say("Figures that were missing and were filled in: {count}.", count=count), language)
        yield from (words(one, language) for one in _lacking(result))


def _lacking(result: IndexResult) -> Iterator[str]:
    """Say of each indicator in how many scored areas it has no figure: nothing is left out silently."""
    missing = np.isnan(result.entering) & ~np.isnan(result.score)[:, None]
    for leaf, count in zip(result.leaves, missing.sum(axis=0).tolist(), strict=True):
        if count:
            yield say(
                "{id} has no figure in areas that are scored: {count}. There the other parts count for more.",
                id=leaf,
                count=count,
            )


def register_records(programme: Programme, language: str) -> list[dict[str, Any]]:
    """Return the entries of the indices of a programme, by the fields of the standard."""
    from wijkpeil.index.registering import register_fields, registered
    from wijkpeil.model.base import Text
    from wijkpeil.model.register import FIELDS, STANDARD
    from wijkpeil.workflows.score import with_names

    def spoken(text: Any) -> str:
        return text.in_(language) if isinstance(text, Text) else words(text, language)

    info = programme.definitions.info
    document = next(each for each in info.documents if each.id == info.main_document)
    shared = {"organization": document.publisher, "provider": "Wijkpeil", "standard_version": STANDARD}
    shared["lang"] = "nld" if language == "nl" else "eng"
    return [
        dict.fromkeys(FIELDS)
        | register_fields(with_names(index, programme), spoken)
        | shared
        | {"source_id": f"{info.id}/index-{index.id}"}
        for index in registered(programme.definitions.indices)
    ]


def sensed(results: Sequence[IndexResult], period: str | None, base: int, seed: int) -> tuple[Sensitivity, Choices]:
    """Share out the variance over the choices, with a bar where a person watches.

    Raises:
        WrongUse: there is no such period, fewer than two things vary, or ``base`` is no power of 2.
    """
    from wijkpeil.index.comparing import of_period
    from wijkpeil.methods.composite.draws import choices_of
    from wijkpeil.methods.composite.sensitivity import sensitivity

    result = results[-1] if period is None else of_period(results, period)
    try:
        choices = choices_of(result)
        with progress_of(base * (len(choices.factors) + 2)) as told:
            panel = tuple(each.data for each in results)
            found = sensitivity(result, base=base, seed=seed, panel=panel, progress=told)
    except ValueError as error:
        raise WrongUse(error.args[0]) from error
    return found, choices


def sensitivity_table(index: Index, records: Sequence[dict[str, Any]], language: str) -> Table:
    """List what varies with its shares, the one that matters most first."""
    made = table(
        (_in(language, "Keuze", "Choice"), "left"),
        (_in(language, "Alleen", "Alone"), "right"),
        (_in(language, "Met andere samen", "With others"), "right"),
        (_in(language, "Getrokken", "Drawn"), "left"),
        title=index.name.in_(language),
    )
    for one in records:
        shares = [_percents(one, name) for name in ("first", "total")]
        made.add_row(words(CHOICES[one["choice"]], language), *shares, one["drawn"])
    return made


def _percents(record: dict[str, Any], name: str) -> str:
    value, low, high = (round(100 * record[f"{name}{end}"]) for end in ("", "_low", "_high"))
    return f"{value} % ({low} – {high})".replace("-", "−")


def comparison_tables(comparison: Comparison, language: str) -> Iterator[Table]:
    """Show what two definitions say otherwise, and the areas that move most."""
    if comparison.differences:
        made = table(
            (_in(language, "Verschil", "Difference"), "left"),
            (_in(language, "Eerst", "Before"), "left"),
            (_in(language, "Dan", "After"), "left"),
        )
        for each in comparison.differences:
            made.add_row(each.where, each.before, each.after)
        yield made
    shown = comparison.moves[:_MOST_MOVES]
    effects = [name for name in _EFFECTS if any(move.effects.get(name) for move in shown)]
    made = table(
        (_in(language, "Gebied", "Area"), "left"),
        ("", "left"),
        (_in(language, "Rang eerst", "Rank before"), "right"),
        (_in(language, "Rang dan", "Rank after"), "right"),
        (_in(language, "Plaatsen hoger", "Places up"), "right"),
        (_in(language, "Score erbij", "Score added"), "right"),
        *((_in(language, *_EFFECTS[name]), "right") for name in effects),
    )
    for move in shown:
        named_too = move.name if move.name != move.area else ""
        places = "" if move.places is None else f"{move.places:+d}".replace("-", "−")
        added = [_added(one, language) for one in (move.change, *(move.effects.get(name) for name in effects))]
        made.add_row(move.area, named_too, str(move.rank_before or "–"), str(move.rank_after or "–"), places, *added)
    yield made


_EFFECTS = {
    "values": ("door cijfers", "by figures"),
    "weights": ("door gewichten", "by weights"),
    "goalposts": ("door de schaal", "by the scale"),
    "membership": ("door wat meedoet", "by what takes part"),
}


def _added(value: float | None, language: str) -> str:
    return "" if value is None else decimal_text(f"{value:+.1f}", language).replace("-", "−")


def _in(language: str, dutch: str, english: str) -> str:
    return dutch if language == "nl" else english
