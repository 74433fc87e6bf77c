"""Deciding what is done about a figure that stands out: acknowledge, assign, close."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkpeil.errors import Fault, FaultsFound, NotAllowed, NotFound, StaleRecord, say
from wijkpeil.ledger.seeing import scope_of_actor
from wijkpeil.ledger.services import Receipt, signal_acknowledge, signal_assign, signal_close
from wijkpeil.ledger.services.drafts import draft_keep, draft_of, draft_remove
from wijkpeil.loading.scalars import NotThat, parse
from wijkpeil.pages.context import ViewContext, current_context
from wijkpeil.pages.signal import line_of
from wijkpeil.pages.work.draft_places import decided_on
from wijkpeil.pages.work.handling import REGISTER, TYPED, decision_page, kept_columns
from wijkpeil.web.form_keys import read_key, sending_key
from wijkpeil.web.rescuing import keep_sent
from wijkpeil.web.working import Work, at_work


@require_http_methods(["GET", "HEAD", "POST"])
@at_work
def decide(work: Work, area: str, indicator: str) -> HttpResponse:
    """Show what can be decided, keep what was typed as a draft, or take a decision in."""
    if work.request.method != "POST":
        return _opened(work, area, indicator)
    typed = {name: work.request.POST.get(name, "").strip() for name in TYPED}
    act, draft = work.request.POST.get("act", ""), work.request.POST.get("draft", "")
    if act == "draft":
        return _kept(work, area, indicator)
    try:
        receipt = _write(work, area, indicator, act, typed)
    except StaleRecord:
        work.warn(_("Someone decided about this meanwhile. So it stands now; what you typed is still there."))
        return _shown(work, area, indicator, typed=typed, act=act, draft=draft, status=409)
    except FaultsFound as found:
        return _shown(work, area, indicator, typed=typed, act=act, draft=draft, faults=found.faults, status=422)
    except NotAllowed:
        work.request.kept_draft = keep_sent(work.request) is not None  # type: ignore[attr-defined]
        raise
    draft_remove(work.actor.id, draft)
    if receipt.entry is None:
        work.tell(_("Nothing was different, so that nothing was written."))
    else:
        work.tell(_("The decision was written."), receipt)
    return HttpResponseRedirect(reverse("signal", args=(area, indicator)))


def _opened(work: Work, area: str, indicator: str) -> HttpResponse:
    """Show the forms as they start, or with the draft that the address names."""
    own = work.request.GET.get("draft", "")
    if not own:
        return _shown(work, area, indicator)
    kept = draft_of(work.actor.id, own)
    if (kept.register, kept.record_id, kept.programme) != (REGISTER, decided_on(area, indicator), work.desk.id):
        raise NotFound(say("This draft is of another record."))
    typed = {**dict.fromkeys(TYPED, ""), **kept.columns}
    act = typed.pop("act", "")
    more = {"saved_at": kept.saved_at, "since": kept.revision}
    return _shown(work, area, indicator, typed=typed, act=act, draft=kept.id, more=more)


def _kept(work: Work, area: str, indicator: str) -> HttpResponse:
    """Keep what was typed, where there is something to decide."""
    line_of(_context(work), area, indicator)
    posted = work.request.POST
    draft_keep(
        work.actor.id,
        work.desk.id,
        REGISTER,
        decided_on(area, indicator),
        kept_columns(posted.get),
        revision=_seen(work),
        draft=posted.get("draft", ""),
    )
    work.tell(_("The draft is kept for 30 days. Only you see it, and nothing has changed yet."))
    return HttpResponseRedirect(reverse("work"))


def _seen(work: Work) -> int:
    """Return the revision of the record that the form was made from; 0 where there was none."""
    seen = work.request.POST.get("revision", "")
    return int(seen) if seen.isdecimal() and len(seen) < 9 else 0


def _context(work: Work) -> ViewContext:
    return current_context(work.desk.id, None, scope_of_actor(work.actor, work.desk.id))


def _write(work: Work, area: str, indicator: str, act: str, typed: Mapping[str, str]) -> Receipt:
    posted = work.request.POST
    revision = _seen(work)
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


def _shown(
    work: Work, area: str, indicator: str, *, status: int = 200, more: Mapping[str, Any] | None = None, **typed: Any
) -> HttpResponse:
    page = decision_page(work.desk, _context(work), area, indicator, **typed)
    return work.show("signal", page, status=status, key=work.key, **(more or {}))
