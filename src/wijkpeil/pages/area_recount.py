"""What was printed about an area that the recount disputes."""

from __future__ import annotations

from django.utils.safestring import SafeString

from wijkpeil.model.base import Language, record
from wijkpeil.pages.claim_links import ClaimLink, claim_link
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.sentences import grammar
from wijkpeil.pages.sentences.parts import CountDispute
from wijkpeil.workflows.area import AreaView


@record
class DisputedCount:
    """A count that differs."""

    sentence: SafeString
    printed: str
    recounted: str
    open: str
    """The range that rounding leaves open; empty where it leaves one number."""
    lines: str
    claims: tuple[ClaimLink, ...]
    """What else was recounted of this column."""


@record
class AreaRecount:
    """All that is disputed, and what else was checked."""

    counts: tuple[DisputedCount, ...]
    disputed: tuple[ClaimLink, ...]
    holding: tuple[ClaimLink, ...]


def area_recount(context: ViewContext, view: AreaView, name: str, language: Language) -> AreaRecount:
    """Find the counts and the claims about an area."""
    return AreaRecount(
        counts=_counts(context, view, name, language),
        disputed=tuple(claim_link(one.claim, one.found.verdict, language) for one in view.claims if one.disputed),
        holding=tuple(claim_link(one.claim, one.found.verdict, language) for one in view.claims if not one.disputed),
    )


def _counts(context: ViewContext, view: AreaView, name: str, language: Language) -> tuple[DisputedCount, ...]:
    counts = {one.id: one for one in context.programme.definitions.info.counts}
    published = {(one.count, one.area): one.lines for one in context.programme.definitions.published_counts}
    found = []
    for cell in view.row.counts if view.row else ():
        if cell.printed is None or cell.recounted is None or cell.printed == cell.recounted:
            continue
        low = cell.recounted if cell.low is None else cell.low
        high = cell.recounted if cell.high is None else cell.high
        dispute = CountDispute(
            name=name,
            column=counts[cell.count].name.in_(language),
            document=context.document.short.in_(language),
            printed=cell.printed,
            recounted=cell.recounted,
            low=low,
            high=high,
        )
        found.append(
            DisputedCount(
                sentence=grammar(language).dispute(dispute),
                printed=str(cell.printed),
                recounted=str(cell.recounted),
                open=f"{low}–{high}" if low != high else "",
                lines=published.get((cell.count, view.area.id), ""),
                claims=_about(context, cell.count, view, language),
            )
        )
    return tuple(found)


def _about(context: ViewContext, count: str, view: AreaView, language: Language) -> tuple[ClaimLink, ...]:
    """Name the claims about a count; those that name the area stand under their own heading."""
    found = {one.claim: one.verdict for one in context.reconciliations}
    own = {one.claim.id for one in view.claims}
    claims = (one for one in context.programme.definitions.claims if count in one.concerns and one.id not in own)
    return tuple(claim_link(one, found[one.id], language) for one in claims)
