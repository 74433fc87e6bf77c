"""English sentences."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wijkpeil.methods.ranks import Place
from wijkpeil.pages.format import count_word, inline
from wijkpeil.pages.sentences.parts import (
    AreaFindings,
    CountDispute,
    CountFinding,
    OverviewFindings,
    WholeFindings,
)

_NAMED = 3
"""More names than these are counted."""


def listed(items: Sequence[str]) -> SafeString:
    """Join names: *A*, *A and B*, *A, B and C*."""
    if len(items) < 2:
        return format_html("{}", items[0] if items else "")
    return format_html("{} and {}", format_html_join(", ", "{}", ((item,) for item in items[:-1])), items[-1])


def area(found: AreaFindings) -> SafeString:
    """Say how an area is doing: the count, the extreme, the exception."""
    if not found.known:
        return format_html("No figures are known for {}.", found.name)
    known = "known figures" if found.missing else "figures"
    opening = format_html("{} {}: ", found.name, found.opening) if found.opening else format_html("{}: ", found.name)
    clauses = [_worse(found.reds, found.known, known), _better(found.greens, found.reds, found.known)]
    extreme = _extreme(found)
    if extreme:
        clauses.append(extreme)
    return format_html("{}{}.{}", opening, _clauses(clauses), _left_open(found))


def _left_open(found: AreaFindings | WholeFindings) -> str:
    if not found.undecided:
        return ""
    figures = f"{count_word(found.undecided, 'en')} figure{'s' if found.undecided > 1 else ''}"
    if found.undecided == 1:
        return f" Rounding decides {figures}: the count could be {found.low} or {found.high}."
    return f" Rounding decides {figures}: the count could be anything from {found.low} to {found.high}."


def _worse(reds: int, known: int, noun: str) -> SafeString:
    if reds == 0:
        return format_html("<b>none of its {} {}</b> is worse than the border", known, noun)
    if known == 1:
        return format_html("<b>its only {}</b> is worse than the border", noun.removesuffix("s"))
    verb = "is" if reds == 1 else "are"
    return format_html("<b>{} of its {} {}</b> {} worse than the border", reds, known, noun, verb)


def _better(greens: int, reds: int, known: int) -> str:
    if reds == known:
        return ""
    if greens == 0:
        return "none is better than the border" if reds == 0 else "none is better"
    return f"{count_word(greens, 'en')} {'is' if greens == 1 else 'are'} better"


def _extreme(found: AreaFindings) -> SafeString:
    if len(found.worst) == 1 and found.superlative:
        return format_html("no area {}", found.superlative)
    word, names = ("worse", found.worst) if found.worst else ("better", found.best)
    if len(names) > _NAMED:
        return format_html("no area does {} on {} of them", word, count_word(len(names), "en"))
    return format_html("no area does {} on {}", word, _quoted(names)) if names else SafeString()


def _quoted(names: Sequence[str]) -> SafeString:
    return listed([f"‘{inline(one)}’" for one in names])


def _clauses(clauses: Sequence[str]) -> SafeString:
    kept = [one for one in clauses if one]
    if len(kept) < 3:
        return format_html_join(" and ", "{}", ((one,) for one in kept))
    return format_html("{}, and {}", format_html_join(", ", "{}", ((one,) for one in kept[:-1])), kept[-1])


def whole(found: WholeFindings) -> SafeString:
    """Say how the areas of a larger area are doing."""
    if not found.areas:
        return format_html("{} has no areas on the board.", found.name)
    if found.areas == 1:
        inside = "One area on the board lies here"
    else:
        inside = f"{count_word(found.areas, 'en').capitalize()} areas on the board lie here"
    whose = "its" if found.areas == 1 else "their"
    if not found.reds:
        return format_html(
            "{}: none of {} {} figures is worse than the border.{}", inside, whose, found.known, _left_open(found)
        )
    verb = "is" if found.reds == 1 else "are"
    count = format_html(
        "{}: <b>{} of {} {} figures</b> {} worse than the border", inside, found.reds, whose, found.known, verb
    )
    if found.areas == 1 or not found.worst:
        return format_html("{}.{}", count, _left_open(found))
    where = f"{len(found.worst)} areas" if len(found.worst) > _NAMED else listed(found.worst)
    each = " each" if len(found.worst) > 1 else ""
    return format_html(
        "{}. Nowhere are there more than in {}: {} of {}{}.{}",
        count,
        where,
        found.worst_reds,
        found.worst_known,
        each,
        _left_open(found),
    )


def outside(name: str) -> SafeString:
    """Say that no figures of an area are kept."""
    return format_html("{} lies outside the programme: this site has no figures for it.", name)


def dispute(found: CountDispute) -> SafeString:
    """Say what is printed for an area and what the recount gives."""
    text = format_html(
        "The {} gives a {} for {} in the column ‘{}’. By its own rule, that should be a {}.",
        found.document,
        found.printed,
        found.name,
        found.column,
        found.recounted,
    )
    if found.low <= found.printed <= found.high:
        return format_html("{} Allowing for rounding, it could be {} to {}.", text, found.low, found.high)
    return text


def overview(found: OverviewFindings) -> SafeString:
    """Say how much is worse than the border, and where most of it piles up."""
    if not found.known:
        return format_html("No figures are known for {} yet.", found.city)
    areas = "In one area" if found.areas == 1 else f"In {found.areas} areas"
    if not found.reds:
        return format_html("{} of {} none of the {} figures is worse than the border.", areas, found.city, found.known)
    verb = "is" if found.reds == 1 else "are"
    first = format_html(
        "{} of {}, <b>{} of {} figures</b> {} worse than the border.", areas, found.city, found.reds, found.known, verb
    )
    if found.areas == 1:
        return first
    each = " each" if len(found.worst) > 1 else ""
    where = f"{len(found.worst)} areas" if len(found.worst) > _NAMED else listed(found.worst)
    return format_html("{} The most are in {}: {} of {}{}.", first, where, found.worst_reds, found.worst_known, each)


def board(areas: int, counts: Sequence[CountFinding], document: str) -> SafeString:
    """Say for how many areas the recount differs from what is printed."""
    printed = [one for one in counts if one.printed]
    if not printed:
        noun = "area is" if areas == 1 else "areas are"
        return format_html("{} {} set against the borders.", count_word(areas, "en").capitalize(), noun)
    wrong, right = [one for one in printed if one.differing], [one for one in printed if not one.differing]
    sentences = []
    if wrong:
        parts = format_html_join(
            " and ", "{} in the column ‘{}’", ((format_html("<b>{}</b>", one.differing), one.name) for one in wrong)
        )
        verb = "gets" if wrong[0].differing == 1 else "get"
        sentences.append(
            format_html(
                "Of {} areas, {} {} <b>a different count</b> from the one in the {}.", areas, parts, verb, document
            )
        )
    if right:
        names = listed([f"‘{one.name}’" for one in right])
        verb = "The column {} is right throughout." if len(right) == 1 else "The columns {} are right throughout."
        sentences.append(format_html(verb, names))
    return format_html_join(" ", "{}", ((one,) for one in sentences))


_RANKS = {1: "second ", 2: "third "}


def standing(place: Place) -> str:
    """Say the place of an area among the others, the worst named first."""
    for rank, word in ((place.worse, "worst"), (place.better, "best")):
        if rank == 0 and place.worse + place.better and place.tied:
            return f"joint {word}, with {count_word(place.tied, 'en')} other{'s' if place.tied > 1 else ''}"
        if rank == 0 and not place.tied and place.known > 1:
            return f"the {word} of {place.known}"
        if rank in _RANKS and not place.tied and place.known > 2 * rank + 1:
            return f"the {_RANKS[rank]}{word}"
    if place.known == 1:
        return "the only area"
    if not place.worse and not place.better:
        return "all the same"
    same = f", {place.tied} the same" if place.tied else ""
    return f"{place.worse} worse, {place.better} better{same}"
