"""The vocabulary of definitions as a page and as help: every word with what it does, takes and gives, from the code."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from wijkpeil.index import examples, words
from wijkpeil.index.examples import Example
from wijkpeil.methods.composite import vocabulary
from wijkpeil.model.index_methods import (
    AGGREGATION_TAKES,
    IMPUTATION_TAKES,
    NORMALISATION_TAKES,
    TREATMENT_TAKES,
    WEIGHTS_TAKE,
)

_RENAMED = {
    "cap": "cap_max",
    "value": "constant",
}
"""Parameters that a function calls otherwise."""
_EDGES = re.compile(r"^(Ties|Missing|Constant|Zero|Negative|Source)\b")
_START = Path(__file__).resolve().parent / "manual_start.txt"


def index_page() -> str:
    """Return docs/index.md."""
    parts = [_START.read_text(encoding="utf-8").rstrip("\n")]
    for heading, section in _sections():
        parts.append(f"## {heading}\n\n" + "\n\n".join(section))
    return "\n\n".join(parts) + "\n"


def _sections() -> Iterator[tuple[str, list[str]]]:
    yield "Steps", [_table(words.STEPS, "step")]
    yield "Screening", [_table(words.SCREENINGS, "by"), _code("screening: {minimum: 0.9, by: missing}")]
    imputations = {**vocabulary.IMPUTATIONS, **vocabulary.IMPUTATIONS_OVER_TIME}
    yield "Imputation", [*_words(words.IMPUTATIONS, imputations, IMPUTATION_TAKES, _one(examples.imputing))]
    yield "Treatment", [*_words(words.TREATMENTS, vocabulary.TREATMENTS, TREATMENT_TAKES, _one(examples.treating))]
    yield (
        "Normalisation",
        [*_words(words.NORMALISATIONS, vocabulary.NORMALISATIONS, NORMALISATION_TAKES, _both_ways)],
    )
    yield "Aggregation", [*_words(words.AGGREGATIONS, vocabulary.AGGREGATIONS, AGGREGATION_TAKES, _parts)]
    yield "Weights", [_code(_WEIGHTS), *_words(words.WEIGHTS, vocabulary.WEIGHTS, WEIGHTS_TAKE, _shares)]
    yield "Availability", [_table(words.AVAILABILITIES, "by"), _code("availability: {minimum: 0.66, by: weight}")]
    yield "Ties", [_table(words.TIES, "ties"), _code("ranking: {ties: min, first: highest}")]


_WEIGHTS = """\
weight_sets:
  - {id: even, method: equal}
  - {id: safety-first, weights: {safety: 2}}
weight_set: even    # the one that counts; the others are there to compare with"""


def _table(said: Mapping[str, str], head: str) -> str:
    rows = "\n".join(f"| `{word}` | {what} |" for word, what in said.items())
    return f"| {head} | what it does |\n|---|---|\n{rows}"


def _code(text: str) -> str:
    return f"```yaml\n{text}\n```"


def _words(
    said: Mapping[str, str],
    methods: Mapping[str, Callable[..., Any]],
    takes: Mapping[str, tuple[str, ...]],
    example: Callable[[str], str],
) -> Iterator[str]:
    for word, what in said.items():
        parts = [f"### {word}", what]
        method = methods.get(word)
        if takes.get(word):
            parts.append(f"Takes {_parameters(takes[word], method)}.")
        parts.append(example(word))
        if method is not None:
            parts += list(_edges(method))
        yield "\n\n".join(parts)


def _parameters(names: Sequence[str], method: Callable[..., Any] | None) -> str:
    known = inspect.signature(method).parameters if method is not None else {}
    told = []
    for name in names:
        parameter = known.get(name) or known.get(_RENAMED.get(name, ""))
        default = parameter.default if parameter is not None else inspect.Parameter.empty
        silent = default in (inspect.Parameter.empty, None)
        told.append(f"`{name}`" if silent else f"`{name}` ({_default(default)} where it is not given)")
    return ", ".join(told)


def _default(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _edges(method: Callable[..., Any]) -> Iterator[str]:
    """Yield what a function says of its source and of its edges."""
    text = inspect.cleandoc(method.__doc__ or "").split("\nRaises:")[0]
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if _EDGES.match(line)), None)
    if start is not None:
        yield " ".join(line.strip() for line in lines[start:] if line.strip()).replace("``", "`")


def _one(make: Callable[[str], Example]) -> Callable[[str], str]:
    def told(word: str) -> str:
        example = make(word)
        return f"{_code(example.written)}\n\n{', '.join(example.before)} → {', '.join(example.after)}"

    return told


def _both_ways(word: str) -> str:
    up, down = examples.normalising(word), examples.normalising(word, -1)
    rows = [f"| figures | {' | '.join(up.before)} |", "|---" * (len(up.before) + 1) + "|"]
    rows += [f"| `direction: up` | {' | '.join(up.after)} |", f"| `direction: down` | {' | '.join(down.after)} |"]
    note = "" if up.written == down.written else f"\n\nWith `direction: down`, the example has `{down.written}`."
    return f"{_code(up.written)}\n\n" + "\n".join(rows) + note


def _parts(word: str) -> str:
    example = examples.aggregating(word)
    rows = "\n".join(f"| {before} | {after} |" for before, after in zip(example.before, example.after, strict=True))
    return f"{_code(example.written)}\n\n| parts, of weight 1 and 3 | result |\n|---|---|\n{rows}"


def _shares(word: str) -> str:
    example = examples.weighing(word)
    rows = [f"| part | {' | '.join(example.before)} |", "|---" * (len(example.before) + 1) + "|"]
    rows.append(f"| share of the weight | {' | '.join(example.after)} |")
    return f"{_code(example.written)}\n\n" + "\n".join(rows)


def vocabulary_lines() -> Iterator[str]:
    """Yield the vocabulary for a terminal: each word, what it does, and its example."""
    one_line: tuple[tuple[str, Mapping[str, str], Callable[[str], Example] | None], ...] = (
        ("steps", words.STEPS, None),
        ("screening, by", words.SCREENINGS, None),
        ("imputation", words.IMPUTATIONS, examples.imputing),
        ("treatment", words.TREATMENTS, examples.treating),
        ("normalisation", words.NORMALISATIONS, examples.normalising),
        ("aggregation", words.AGGREGATIONS, examples.aggregating),
        ("weight sets, method", words.WEIGHTS, examples.weighing),
        ("availability, by", words.AVAILABILITIES, None),
        ("ranking, ties", words.TIES, None),
    )
    for heading, said, make in one_line:
        yield f"{heading}:"
        for word, what in said.items():
            yield f"  {word}: {what}"
            if make is not None:
                example = make(word)
                yield f"      {example.written}:  {', '.join(example.before)} → {', '.join(example.after)}"
