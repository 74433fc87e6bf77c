"""The watch list, and one figure that stands out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.ledger.seeing import may_somewhere
from wijkpeil.model.base import Language
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.history import Records
from wijkpeil.pages.signal import SignalPage, signal_page
from wijkpeil.pages.signal_files import control_file, watch_file
from wijkpeil.pages.watch import watch_page
from wijkpeil.web.showing import show
from wijkpeil.web.views.downloads import answer


@require_safe
def signals(request: HttpRequest) -> HttpResponse:
    """Show the watch list, narrowed by what the address says."""
    query = request.GET.dict()
    return show(request, "signals", "signals", lambda context, language: watch_page(context, language, query))


@require_safe
def signal(request: HttpRequest, area: str, indicator: str) -> HttpResponse:
    """Show one figure with its signals, its pictures and what is done about it."""

    def make(context: ViewContext, language: Language) -> SignalPage:
        programme = context.programme.definitions.info.id
        actor = getattr(request, "actor", None)
        present = getattr(request, "past", None) is None
        may = (
            present
            and actor is not None
            and bool(actor.id)
            and may_somewhere(actor, programme, "record_add", "handlings")
        )
        return signal_page(context, language, area, indicator, may_decide=may)

    return show(
        request,
        "signal",
        "signals",
        make,
        records=lambda page: Records("handlings", (page.handling,) if page.handling else ()),
    )


@require_safe
def download(request: HttpRequest, form: str) -> HttpResponse:
    """Give the watch list as data."""
    return answer(request, lambda context: watch_file(context, form))


@require_safe
def chart(request: HttpRequest, area: str, indicator: str, form: str) -> HttpResponse:
    """Give the control charts of one figure as data."""
    return answer(request, lambda context: control_file(context, area, indicator, form))
