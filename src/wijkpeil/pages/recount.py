"""The recount: what the document prints beside what its own figures give, with the working."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.errors import NotFound
from wijkpeil.ledger.memory import Memory, Same
from wijkpeil.model.base import line_ranges, record
from wijkpeil.model.claims import Claim, Reconciliation, Verdict
from wijkpeil.pages.claim_links import claim_anchor
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.names import Names, Reference, names_of
from wijkpeil.pages.narrowing import Facet, Narrowing, Query, narrow, ordered
from wijkpeil.pages.quantities import quantity
from wijkpeil.pages.verdicts import ORDER, SIGNS, STYLES, relation_word, verdict_word
from wijkpeil.pages.working import BRIEFLY, ReadingView, reading_view
from wijkpeil.workflows.export import RELATION_SIGNS, explanation


@record
class Tally:
    """How many claims have one verdict."""

    verdict: Verdict
    sign: str
    style: str
    word: str
    count: int
    selected: bool

    @property
    def squares(self) -> range:
        """One square for each."""
        return range(self.count)


@record
class ClaimView:
    """A claim as a page shows it."""

    id: str
    anchor: str
    """Where it stands on the page of all claims: ``n03``."""
    title: str
    statement: str
    verdict: Verdict
    sign: str
    style: str
    word: str
    printed: str
    """What the document prints; empty where that is no number."""
    test: str
    """How the recomputed number must stand to the printed one, in words; empty where the two must be equal."""
    test_sign: str
    """The same as a sign."""
    against: str
    """The printed number that it must stand so to."""
    recomputed: str
    """The number under the reading that the verdict rests on; empty where a reader judged."""
    reading: str
    """The name of that reading."""
    why: str
    judged_by: str
    readings: tuple[ReadingView, ...]
    lines: str
    areas: tuple[Reference, ...]
    concerns: tuple[Reference, ...]


@record
class RecountPage:
    """All claims, or those that were chosen."""

    sentence: SafeString
    tallies: tuple[Tally, ...]
    claims: tuple[ClaimView, ...]
    form: Narrowing


@record
class ClaimPage:
    """One claim, with those before and after it."""

    claim: ClaimView
    before: Reference | None
    after: Reference | None


def recount_page(context: ViewContext, language: str, query: Query) -> RecountPage:
    """Say how the claims of the document fare, from what does not hold to what does."""
    with override(language):
        names = names_of(context, language)
        found = {one.claim: one for one in context.reconciliations}
        claims = context.programme.definitions.claims
        counted = Counter(one.verdict for one in found.values())
        left, form = narrow(claims, query, _facets(claims, names, found), _words(language), _orders())
        arranged = _arranged(left, ordered(query, _orders()), found)
        views = _views(context, language, arranged)
        return RecountPage(
            sentence=recount_sentence(counted),
            tallies=tuple(_tally(verdict, counted, query) for verdict in ORDER),
            claims=views,
            form=form,
        )


def claim_page(context: ViewContext, language: str, id: str) -> ClaimPage:
    """Show one claim; ``id`` as it stands in an address.

    Raises:
        NotFound: there is no claim of that id.
    """
    with override(language):
        claims = context.programme.definitions.claims
        place = next((place for place, claim in enumerate(claims) if claim_anchor(claim.id) == id), None)
        if place is None:
            raise NotFound(f"there is no claim {id!r}")
        names = names_of(context, language)
        return ClaimPage(
            claim=_views(context, language, [claims[place]], None)[0],
            before=names.get("claim", claims[place - 1].id) if place else None,
            after=names.get("claim", claims[place + 1].id) if place + 1 < len(claims) else None,
        )


def recount_sentence(counted: Mapping[Verdict, int]) -> SafeString:
    """Say how many claims hold, and what the others do, in the active language."""
    holding, wrong = counted.get("reproduces", 0), counted.get("contradicts", 0)
    other = counted.get("reproduces-under-another-reading", 0)
    parts = (
        ngettext(
            "Of the {total} claims that were recounted, <b>{holding} holds</b>.",
            "Of the {total} claims that were recounted, <b>{holding} hold</b>.",
            holding,
        ),
        ngettext(
            "Another {other} holds only under another reading,",
            "Another {other} hold only under another reading,",
            other,
        ),
        ngettext("and {wrong} does not hold.", "and {wrong} do not hold.", wrong),
    )
    return format_html(" ".join(parts), total=sum(counted.values()), holding=holding, wrong=wrong, other=other)


def claim_views(context: ViewContext, language: str, ids: Sequence[str]) -> tuple[ClaimView, ...]:
    """Show some claims, in the order of the register; for pages about what the claims concern."""
    return _views(context, language, [claim for claim in context.programme.definitions.claims if claim.id in ids])


def _tally(verdict: Verdict, counted: Mapping[Verdict, int], query: Query) -> Tally:
    return Tally(
        verdict=verdict,
        sign=SIGNS[verdict],
        style=STYLES[verdict],
        word=verdict_word(verdict),
        count=counted.get(verdict, 0),
        selected=query.get("verdict") == verdict,
    )


def _facets(claims: Sequence[Claim], names: Names, found: Mapping[str, Reconciliation]) -> tuple[Facet[Claim], ...]:
    areas = dict.fromkeys(area for claim in claims for area in claim.areas)
    return (
        Facet(
            name="verdict",
            label=_("Verdict"),
            of=lambda claim: (found[claim.id].verdict,),
            labels={verdict: f"{SIGNS[verdict]} {verdict_word(verdict)}" for verdict in ORDER},
        ),
        Facet(
            name="area",
            label=_("Area"),
            of=lambda claim: claim.areas,
            labels=names.sorted_places(areas),
        ),
    )


def _orders() -> dict[str, str]:
    return {"verdict": _("by verdict"), "number": _("by number"), "line": _("as in the document")}


def _arranged(claims: Sequence[Claim], order: str, found: Mapping[str, Reconciliation]) -> list[Claim]:
    """Put claims in an order: what asks most of a reader first, by number, or by the first line that prints it."""
    if order == "number":
        return sorted(claims, key=lambda claim: claim.id)
    if order == "line":
        return sorted(claims, key=lambda claim: next(iter(line_ranges(claim.lines)), (0, 0)))
    return sorted(claims, key=lambda claim: ORDER.index(found[claim.id].verdict))


def _words(language: str) -> Callable[[Claim], str]:
    def words(claim: Claim) -> str:
        texts = (claim.title, claim.statement, claim.explanation)
        return " ".join((claim.id, claim.lines, *(text.in_(language) for text in texts)))

    return words


def _views(
    context: ViewContext, language: str, claims: Sequence[Claim], most: int | None = BRIEFLY
) -> tuple[ClaimView, ...]:
    """Show claims; a claim keeps its view while what the recount found and what records are called stay the same."""
    with override(language):
        names = names_of(context, language)
        found = {one.claim: one for one in context.reconciliations}
        return tuple(_kept_view(context, claim, found[claim.id], names, language, most) for claim in claims)


def _kept_view(
    context: ViewContext, claim: Claim, found: Reconciliation, names: Names, language: str, most: int | None
) -> ClaimView:
    key = (claim.id, language, most, Same(found), *map(Same, names.by_kind.values()))
    return _kept_views.get(key, lambda: _view(context, claim, found, names, language, most))


KEPT_VIEWS = 256
"""Number of claims, as a reader sees them, that a process keeps."""
_kept_views: Memory[Any, ClaimView] = Memory(KEPT_VIEWS)


def _view(
    context: ViewContext, claim: Claim, found: Reconciliation, names: Names, language: str, most: int | None
) -> ClaimView:
    named = {reading.id: reading.name.in_(language) for reading in claim.readings}
    compared = bool(found.results) and claim.printed is not None
    label = claim.printed_label.in_(language) if claim.printed_label else ""
    return ClaimView(
        id=claim.id,
        anchor=claim_anchor(claim.id),
        title=claim.title.in_(language),
        statement=claim.statement.in_(language),
        verdict=found.verdict,
        sign=SIGNS[found.verdict],
        style=STYLES[found.verdict],
        word=verdict_word(found.verdict),
        printed=label or _quantity(claim, claim.printed, language),
        test=relation_word(claim, language) if compared else "",
        test_sign=RELATION_SIGNS[claim.relation],
        against=_quantity(claim, claim.printed, language),
        recomputed=quantity(found.recomputed, claim.unit, claim.decimals, language) if found.results else "",
        reading=named.get(found.reading, ""),
        why=explanation(context.programme, found, language),
        judged_by=_role(claim.judgement.by, language) if claim.judgement and not found.results else "",
        readings=tuple(reading_view(claim, one, found, names, language, most=most) for one in found.results),
        lines=claim.lines,
        areas=names.places(claim.areas),
        concerns=names.concerns(claim.concerns),
    )


def _role(by: str, language: str) -> str:
    """Take the role in the language of the page, where it is written in both with a stroke between."""
    dutch, _stroke, english = by.partition(" / ")
    return english if english and language == "en" else dutch


def _quantity(claim: Claim, value: Decimal | None, language: str) -> str:
    return "" if value is None else quantity(value, claim.unit, claim.decimals, language)
