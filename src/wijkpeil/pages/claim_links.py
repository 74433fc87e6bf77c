"""A claim in one line, with its verdict."""

from __future__ import annotations

from django.urls import reverse

from wijkpeil.model.base import Language, record
from wijkpeil.model.claims import Claim, Verdict
from wijkpeil.pages.verdicts import SIGNS, STYLES, verdict_word


@record
class ClaimLink:
    """A claim with its address."""

    id: str
    title: str
    address: str
    sign: str
    style: str
    word: str
    lines: str


def claim_anchor(id: str) -> str:
    """Give what a claim is called in an address."""
    return id.lower()


def claim_link(claim: Claim, verdict: Verdict, language: Language) -> ClaimLink:
    """Name a claim, in the active language."""
    return ClaimLink(
        id=claim.id,
        title=claim.title.in_(language),
        address=reverse("claim", args=[claim_anchor(claim.id)]),
        sign=SIGNS[verdict],
        style=STYLES[verdict],
        word=verdict_word(verdict),
        lines=claim.lines,
    )
