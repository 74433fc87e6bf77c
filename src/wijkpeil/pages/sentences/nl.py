"""Dutch sentences."""

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
    """Join names: *A*, *A en B*, *A, B en C*."""
    if len(items) < 2:
        return format_html("{}", items[0] if items else "")
    return format_html("{} en {}", format_html_join(", ", "{}", ((item,) for item in items[:-1])), items[-1])


def area(found: AreaFindings) -> SafeString:
    """Say how an area is doing: the count, the extreme, the exception."""
    if not found.known:
        return format_html("Van {} zijn geen cijfers bekend.", found.name)
    known = "bekende cijfers" if found.missing else "cijfers"
    opening = format_html("{} {}: ", found.name, found.opening) if found.opening else format_html("{}: ", found.name)
    clauses = [_worse(found.reds, found.known, known), _better(found.greens, found.reds, found.known)]
    extreme = _extreme(found)
    if extreme:
        clauses.append(extreme)
    return format_html("{}{}.{}", opening, _clauses(clauses), _left_open(found))


def _left_open(found: AreaFindings | WholeFindings) -> str:
    if not found.undecided:
        return ""
    figures = "één cijfer" if found.undecided == 1 else f"{count_word(found.undecided, 'nl')} cijfers"
    between = "of" if found.undecided == 1 else "tot"
    return f" Bij {figures} beslist de afronding: het kunnen er {found.low} {between} {found.high} zijn."


def _worse(reds: int, known: int, noun: str) -> SafeString:
    if reds == 0:
        return format_html("<b>geen van de {} {}</b> is slechter dan de grens", known, noun)
    if known == 1:
        return format_html("<b>het enige {}</b> is slechter dan de grens", noun.removesuffix("s"))
    verb = "is" if reds == 1 else "zijn"
    return format_html("<b>{} van de {} {}</b> {} slechter dan de grens", reds, known, noun, verb)


def _better(greens: int, reds: int, known: int) -> str:
    if reds == known:
        return ""
    if greens == 0:
        return "geen is beter dan de grens" if reds == 0 else "geen is beter"
    return f"{count_word(greens, 'nl')} {'is' if greens == 1 else 'zijn'} beter"


def _extreme(found: AreaFindings) -> SafeString:
    if len(found.worst) == 1 and found.superlative:
        return format_html("geen gebied {}", found.superlative)
    word, names = ("slechter", found.worst) if found.worst else ("beter", found.best)
    if len(names) > _NAMED:
        return format_html("bij {} cijfers doet geen gebied het {}", count_word(len(names), "nl"), word)
    return format_html("geen gebied doet het {} bij {}", word, _quoted(names)) if names else SafeString()


def _quoted(names: Sequence[str]) -> SafeString:
    return listed([f"‘{inline(one)}’" for one in names])


def _clauses(clauses: Sequence[str]) -> SafeString:
    kept = [one for one in clauses if one]
    if len(kept) < 3:
        return format_html_join(" en ", "{}", ((one,) for one in kept))
    return format_html("{}, en {}", format_html_join(", ", "{}", ((one,) for one in kept[:-1])), kept[-1])


def whole(found: WholeFindings) -> SafeString:
    """Say how the areas of a larger area are doing."""
    if not found.areas:
        return format_html("{} heeft geen gebieden op het bord.", found.name)
    if found.areas == 1:
        inside = "Hier ligt één gebied van het bord"
    else:
        inside = f"Hier liggen {count_word(found.areas, 'nl')} gebieden van het bord"
    if not found.reds:
        return format_html(
            "{}: geen van de {} cijfers is slechter dan de grens.{}", inside, found.known, _left_open(found)
        )
    verb = "is" if found.reds == 1 else "zijn"
    count = format_html(
        "{}: <b>{} van de {} cijfers</b> {} slechter dan de grens", inside, found.reds, found.known, verb
    )
    if found.areas == 1 or not found.worst:
        return format_html("{}.{}", count, _left_open(found))
    where = f"{len(found.worst)} gebieden" if len(found.worst) > _NAMED else listed(found.worst)
    each = "elk " if len(found.worst) > 1 else ""
    return format_html(
        "{}. Nergens zijn het er meer dan in {}: {}{} van de {}.{}",
        count,
        where,
        each,
        found.worst_reds,
        found.worst_known,
        _left_open(found),
    )


def outside(name: str) -> SafeString:
    """Say that no figures of an area are kept."""
    return format_html("{} ligt buiten het programma: er staan hier geen cijfers van.", name)


def dispute(found: CountDispute) -> SafeString:
    """Say what is printed for an area and what the recount gives."""
    text = format_html(
        "In de {} staat bij {} een {} in de kolom ‘{}’. Volgens de eigen regel moet dat een {} zijn.",
        found.document,
        found.name,
        found.printed,
        found.column,
        found.recounted,
    )
    if found.low <= found.printed <= found.high:
        return format_html("{} Met de afronding mee kan het {} tot {} zijn.", text, found.low, found.high)
    return text


def overview(found: OverviewFindings) -> SafeString:
    """Say how much is worse than the border, and where most of it piles up."""
    if not found.known:
        return format_html("Van {} zijn nog geen cijfers bekend.", found.city)
    areas = "In één gebied" if found.areas == 1 else f"In {found.areas} gebieden"
    if not found.reds:
        return format_html("{} van {} is geen van de {} cijfers slechter dan de grens.", areas, found.city, found.known)
    verb = "is" if found.reds == 1 else "zijn"
    first = format_html(
        "{} van {} {} <b>{} van de {} cijfers</b> slechter dan de grens.",
        areas,
        found.city,
        verb,
        found.reds,
        found.known,
    )
    if found.areas == 1:
        return first
    each = "elk " if len(found.worst) > 1 else ""
    where = f"{len(found.worst)} gebieden" if len(found.worst) > _NAMED else listed(found.worst)
    return format_html(
        "{} Het meest stapelt het zich op in {}: {}{} van de {}.",
        first,
        where,
        each,
        found.worst_reds,
        found.worst_known,
    )


def board(areas: int, counts: Sequence[CountFinding], document: str) -> SafeString:
    """Say for how many areas the recount differs from what is printed."""
    printed = [one for one in counts if one.printed]
    if not printed:
        noun = "gebied staat" if areas == 1 else "gebieden staan"
        return format_html("{} {} naast de grenzen.", count_word(areas, "nl").capitalize(), noun)
    wrong, right = [one for one in printed if one.differing], [one for one in printed if not one.differing]
    sentences = []
    if wrong:
        parts = format_html_join(" en ", "{} in de kolom ‘{}’", ((_bold(one.differing), one.name) for one in wrong))
        verb = "krijgt" if wrong[0].differing == 1 else "krijgen er"
        sentences.append(
            format_html(
                "Van de {} gebieden {} {} <b>een andere telling</b> dan in de {} staat.", areas, verb, parts, document
            )
        )
    if right:
        names = listed([f"‘{one.name}’" for one in right])
        verb = "De kolom {} klopt overal." if len(right) == 1 else "De kolommen {} kloppen overal."
        sentences.append(format_html(verb, names))
    return format_html_join(" ", "{}", ((one,) for one in sentences))


def _bold(count: int) -> SafeString:
    return format_html("<b>{}</b>", count)


def standing(place: Place) -> str:
    """Say the place of an area among the others, the worst named first."""
    for rank, word in ((place.worse, "slechtste"), (place.better, "beste")):
        if rank == 0 and place.worse + place.better and place.tied:
            others = "één ander" if place.tied == 1 else f"{place.tied} andere"
            return f"samen met {others} de {word}"
        if rank == 0 and not place.tied and place.known > 1:
            return f"de {word} van de {place.known}"
        if rank in (1, 2) and not place.tied and place.known > 2 * rank + 1:
            return f"op {count_word(rank, 'nl')} na de {word}"
    if place.known == 1:
        return "het enige gebied"
    if not place.worse and not place.better:
        return "alle gelijk"
    same = f", {place.tied} gelijk" if place.tied else ""
    return f"{place.worse} slechter, {place.better} beter{same}"
