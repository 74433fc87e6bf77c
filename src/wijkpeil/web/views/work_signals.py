"""Deciding what is done about a figure that stands out: acknowledge, assign, close."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkpeil.errors import Fault, FaultsFound, StaleRecord, say
from wijkpeil.ledger.seeing import scope_of_actor
from wijkpeil.ledger.services import Receipt, signal_acknowledge, signal_assign, signal_close
from wijkpeil.loading.scalars import NotThat, parse
from wijkpeil.pages.context import current_context
from wijkpeil.pages.work.handling import TYPED, decision_page
from wijkpeil.web.form_keys import read_key, sending_key
from wijkpeil.web.working import Work, at_work


@require_http_methods(["GET", "HEAD", "POST"])
@at_work
def decide(work: Work, area: str, indicator: str) -> HttpResponse:
    """Show what can be decided, or take a decision in."""
    if work.request.method != "POST":
        return _shown(work, area, indicator)
    typed = {name: work.request.POST.get(name, "").strip() for name in TYPED}
    act = work.request.POST.get("act", "")
    try:
        receipt = _write(work, area, indicator, act, typed)
    except StaleRecord:
        work.warn(_("Someone decided about this meanwhile. So it stands now; what you typed is still there."))
        return _shown(work, area, indicator, typed=typed, act=act, status=409)
    except FaultsFound as found:
        return _shown(work, area, indicator, typed=typed, act=act, faults=found.faults, status=422)
    if receipt.entry is None:
        work.tell(_("Nothing was different, so that nothing was written."))
    else:
        work.tell(_("The decision was written."), receipt)
    return HttpResponseRedirect(reverse("signal", args=(area, indicator)))


def _write(work: Work, area: str, indicator: str, act: str, typed: Mapping[str, str]) -> Receipt:
    posted = work.request.POST
    seen = posted.get("revision", "")
    revision = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
    key = sending_key(read_key(posted.get("key", "")), {"act": act, "on": revision, **typed})
    services: dict[str, tuple[Callable[..., Receipt], dict[str, Any]]] = {
        "acknowledge": (signal_acknowledge, {}),
        "assign": (signal_assign, {"partner": typed["partner"], "due": _day(typed["due"])}),
        "close": (signal_close, {"reason": typed["reason"]}),
    }
    if act not in services:
        fault = Fault(
            file="handlings", line=None, key="state", message=say("No decision was chosen."), remedy=say("Choose one.")
        )
        raise FaultsFound([fault])
    service, more = services[act]
    return service(
        work.actor,
        work.desk.id,
        area,
        indicator,
        note=typed["note"],
        why=typed["why"],
        revision=revision,
        key=key,
        **more,
    )


def _day(text: str) -> date | None:
    """Read a day; one that is none is a fault.

    Raises:
        FaultsFound: it is no day.
    """
    if not text:
        return None
    try:
        day: date = parse(date, text)
    except NotThat as wrong:
        fault = Fault(file="handlings", line=None, key="due", message=wrong.message, remedy=wrong.remedy)
        raise FaultsFound([fault]) from None
    return day


def _shown(work: Work, area: str, indicator: str, *, status: int = 200, **more: Any) -> HttpResponse:
    context = current_context(work.desk.id, None, scope_of_actor(work.actor, work.desk.id))
    page = decision_page(work.desk, context, area, indicator, **more)
    return work.show("signal", page, status=status, key=work.key)
