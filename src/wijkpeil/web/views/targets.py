"""Targets."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.ledger import rights
from wijkpeil.model.base import Language
from wijkpeil.model.people import NOBODY
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.history import Records
from wijkpeil.pages.target import TargetPage, target_page
from wijkpeil.pages.targets import targets_page
from wijkpeil.pages.theme import theme_page
from wijkpeil.web.showing import show, show_record


@require_safe
def targets(request: HttpRequest) -> HttpResponse:
    """List the targets by theme, narrowed by what the address says."""
    query = request.GET.dict()
    return show(request, "targets", "targets", lambda context, language: targets_page(context, language, query))


@require_safe
def theme(request: HttpRequest, id: str) -> HttpResponse:
    """Show one theme."""
    return show_record(
        request, "theme", "targets", id, _themes, theme_page, records=lambda _page: Records("themes", (id,))
    )


@require_safe
def target(request: HttpRequest, id: str) -> HttpResponse:
    """Show one target."""

    def make(context: ViewContext, language: Language, own: str) -> TargetPage:
        programme = context.programme.definitions.info.id
        subject = rights.Subject(programme=programme, register="targets")
        actor = getattr(request, "actor", NOBODY)
        return target_page(context, language, own, may_revise=rights.may(actor, "target_revise", subject))

    return show_record(request, "target", "targets", id, _ids, make, records=lambda _page: Records("targets", (id,)))


def _themes(context: ViewContext) -> list[str]:
    return [one.id for one in context.programme.ledger.themes]


def _ids(context: ViewContext) -> list[str]:
    return [one.id for one in context.programme.ledger.targets]
