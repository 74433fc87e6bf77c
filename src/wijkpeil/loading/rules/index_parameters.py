"""The choices of indices: parameters that belong to their method and lie in their domain, goalposts, days and steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content
from wijkpeil.loading.nodes import Path, Raw
from wijkpeil.loading.rules.index_trees import placed_nodes
from wijkpeil.model.index_choices import Choice, Imputation
from wijkpeil.model.index_methods import DOMAINS, NEEDS, TAKES, parameters_of


def parameters_belong_to_their_method(content: Content) -> Iterator[Fault]:
    """A choice gives the parameters that its method needs, and no others."""
    for raw, path, record in _choices(content):
        kind = type(record).__name__
        if kind not in TAKES:
            continue
        takes, needs = TAKES[kind].get(record.method, ()), NEEDS[kind].get(record.method, ())
        given = [name for name in parameters_of(kind) if getattr(record, name) not in (None, "", ())]
        for name in given:
            if name not in takes:
                yield raw.fault((*path, name), *_not_taken(record.method, name, takes))
        for name in needs:
            if name not in given:
                message = say("The method {method} needs `{name}`.", method=record.method, name=name)
                yield raw.fault(path, message, say("Add `{name}:` with its value.", name=name))


def _not_taken(method: str, name: str, takes: tuple[str, ...]) -> tuple[str, str]:
    message = say("The method {method} takes no `{name}`.", method=method, name=name)
    if not takes:
        return message, say("Leave it out: this method takes no parameters.")
    return message, say("Leave it out, or use what it takes: {known}.", known=", ".join(takes))


def old_scores_stay(content: Content) -> Iterator[Fault]:
    """Where figures are filled on a line to later ones, an index says why: a year that is added changes old scores."""
    for raw, path, record in _choices(content):
        if isinstance(record, Imputation) and record.method == "linear" and record.why is None:
            message = say("A year that is added changes what this fills in before it, and so old scores.")
            remedy = say("Take `latest`, or say under `why` that it is meant so.")
            yield raw.fault(path, message, remedy, "warning")


def functions_come_from_python(content: Content) -> Iterator[Fault]:
    """An index of a programme names no function of one's own: nobody could compute it from the files alone."""
    if "indicators" in content.unread:
        return
    for raw, path, record in _choices(content):
        if getattr(record, "function", "") and getattr(record, "method", "") == "custom":
            message = say(
                "The function {name} is in no file, so that the site cannot compute it.", name=record.function
            )
            yield raw.fault(
                (*path, "function"), message, say("Take a method of the vocabulary (`wijkpeil index --help`).")
            )


def parameters_lie_in_their_domain(content: Content) -> Iterator[Fault]:
    """A parameter has a value that means something."""
    for raw, path, record in _choices(content, with_index=True):
        names = {type(record).__name__, *(base.__name__ for base in type(record).__mro__)}
        for (owner, name), (low, high, included) in DOMAINS.items():
            value = getattr(record, name, None) if owner in names else None
            if value is None:
                continue
            below = low is not None and (value < low or (value == low and not included))
            if below or (high is not None and value > high):
                yield raw.fault((*path, name), *_outside(name, value, low, high, included))
        yield from _ends(raw, path, getattr(record, "lower", None), getattr(record, "upper", None))


def _ends(raw: Raw, path: Path, lower: Decimal | None, upper: Decimal | None) -> Iterator[Fault]:
    if lower is not None and upper is not None and lower >= upper:
        message = say("The ends run from {lower} to {upper}, and do not rise.", lower=lower, upper=upper)
        remedy = say("Write the lower end first; what lowers a score has `direction: down`.")
        yield raw.fault((*path, "upper"), message, remedy)


def _outside(name: str, value: object, low: object, high: object, included: bool) -> tuple[str, str]:
    message = say("The value {value} of `{name}` means nothing.", value=value, name=name)
    if high is not None:
        return message, say("Write a number from {low} to {high}.", low=low, high=high)
    if included:
        return message, say("Write a number of at least {low}.", low=low)
    return message, say("Write a number above {low}.", low=low)


def goalposts_follow_each_other(content: Content) -> Iterator[Fault]:
    """Of the goalposts of an indicator no two hold at once, and they stand in order of time."""
    for raw, _, path, node, _ in placed_nodes(content):
        for number, posts in enumerate(node.goalposts):
            if posts.valid_from and posts.valid_to and posts.valid_to < posts.valid_from:
                message = say("These goalposts end before they begin.")
                yield raw.fault((*path, "goalposts", number), message, say("Correct valid_from or valid_to."))
        for number, (before, after) in enumerate(pairwise(node.goalposts), start=1):
            ends, begins = before.valid_to or date.max, after.valid_from or date.min
            if begins <= ends:
                message = say("These goalposts hold while those before them still do.")
                remedy = say("Give those before them a valid_to, and these a valid_from after it.")
                yield raw.fault((*path, "goalposts", number), message, remedy)


def reviews_come_later(content: Content) -> Iterator[Fault]:
    """The day of a review comes after the day on which the version was adopted."""
    for raw, index in content.built("indices", "since", "review"):
        if index.since and index.review <= index.since:
            yield raw.fault(("review",), *_early(index.review, index.since))
    since = {id(raw): index.since for raw, index in content.built("indices", "since")}
    for raw, path, record in _choices(content):
        start = since.get(id(raw))
        if start and record.review and record.review <= start:
            yield raw.fault((*path, "review"), *_early(record.review, start))


def _early(review: date, since: date) -> tuple[str, str]:
    message = say(
        "The review of {review} does not come after the version of {since}.",
        review=review.isoformat(),
        since=since.isoformat(),
    )
    return message, say("Give a later day.")


def steps_can_be_taken(content: Content) -> Iterator[Fault]:
    """Each step is taken once; indicators are put together last, and brought to one scale before that."""
    for raw, index in content.built("indices", "steps"):
        for number, step in enumerate(index.steps):
            if step in index.steps[:number]:
                message = say("The step {step} stands here twice.", step=step)
                yield raw.fault(("steps", number), message, say("Keep one."))
        if index.steps and index.steps[-1] != "aggregate":
            message = say("The last step is {step}, and no score comes of that.", step=index.steps[-1])
            yield raw.fault(("steps",), message, say("End with `aggregate`."))


def _choices(content: Content, with_index: bool = False) -> Iterator[tuple[Raw, Path, Any]]:
    """Yield every choice of every index that can be read as a whole, with its place."""
    for raw, index in content.built("indices"):
        if with_index:
            yield raw, (), index
        yield from ((raw, path, record) for path, record in _inside(index, ()))


def _inside(record: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    for name in record.__dataclass_fields__:
        value = getattr(record, name)
        parts = enumerate(value) if isinstance(value, tuple) else ((None, value),)
        for number, part in parts:
            if not hasattr(part, "__dataclass_fields__"):
                continue
            place: Path = (*path, name) if number is None else (*path, name, number)
            if isinstance(part, Choice):
                yield place, part
            yield from _inside(part, place)
