"""My work, undoing, and drafts."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkpeil.errors import FaultsFound, StaleRecord
from wijkpeil.ledger.services import entry_undo
from wijkpeil.ledger.services.drafts import draft_of, draft_remove, drafts_of, visit_note
from wijkpeil.pages.work.faulting import fault_text
from wijkpeil.pages.work.overview import draft_page, work_page
from wijkpeil.web.working import Work, at_work

SINCE = "since"
"""What a session keeps: when the person last looked before it began."""


@require_safe
@at_work
def work(work: Work) -> HttpResponse:
    """Show what the person must do, left undone, and what changed since they last looked."""
    page = work_page(work.desk, drafts_of(work.actor.id, work.desk.id), _since(work))
    return work.show("work", page, kept_for_other=work.request.GET.get("kept") == "other")


@require_POST
@at_work
def undo(work: Work, sequence: int) -> HttpResponse:
    """Take back an entry of the journal, and lead to where its button stood."""
    try:
        receipt = entry_undo(work.actor, work.desk.id, sequence, key=f"undo-{sequence}")
    except StaleRecord:
        work.warn(_("This was changed again since, so that it cannot be undone. Restore an earlier revision instead."))
    except FaultsFound as found:
        said = " ".join(fault_text(fault, work.desk.language) for fault in found.faults)
        work.warn(_("This cannot be undone now. %(why)s") % {"why": said})
    else:
        work.tell(_("That was undone."), receipt)
    return HttpResponseRedirect(_back(work))


@require_http_methods(["GET", "HEAD", "POST"])
@at_work
def remove_draft(work: Work, draft: str) -> HttpResponse:
    """Ask whether one is sure, since it cannot be undone, and throw a draft away."""
    if work.request.method != "POST":
        return work.show("remove_draft", draft_page(work.desk, draft_of(work.actor.id, draft)))
    draft_remove(work.actor.id, draft)
    work.tell(_("The draft was thrown away."))
    return HttpResponseRedirect(reverse("work"))


def _since(work: Work) -> datetime | None:
    """Return when the person last looked before this session: while it lasts, what was new stays so."""
    session = work.request.session
    seen = visit_note(work.actor.id)
    if SINCE not in session:
        session[SINCE] = seen.isoformat() if seen else ""
    return datetime.fromisoformat(session[SINCE]) if session[SINCE] else None


def _back(work: Work) -> str:
    """Return the page of the workplace that the button stood on; any other address is left alone."""
    asked, home = work.request.POST.get("back", ""), reverse("work")
    return asked if asked.startswith(home) and "//" not in asked and "\\" not in asked else home
