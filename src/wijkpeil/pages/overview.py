"""The overview: what this is, where it is bad, what was promised, what it costs, and what the recount found."""

from __future__ import annotations

from wijkpeil.model.base import Language, record
from wijkpeil.pages.context import ViewContext


@record
class OverviewPage:
    """The first page."""

    title: str


def overview_page(context: ViewContext, language: Language) -> OverviewPage:
    """Make the overview."""
    return OverviewPage(title=context.programme.definitions.info.name.in_(language))
