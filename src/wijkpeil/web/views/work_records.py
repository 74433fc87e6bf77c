"""Registers and records as they stand: the list, one record with its history, removing and restoring."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkpeil.errors import FaultsFound, StaleRecord
from wijkpeil.ledger import rights
from wijkpeil.ledger.services import record_remove, record_restore
from wijkpeil.ledger.subjects import subject_of
from wijkpeil.pages.work.faulting import fault_text
from wijkpeil.pages.work.listing import list_page
from wijkpeil.pages.work.record import record_page
from wijkpeil.pages.work.removing import removal_page
from wijkpeil.web.form_keys import read_key, sending_key
from wijkpeil.web.working import Work, at_work


@require_safe
@at_work
def register(work: Work, register: str) -> HttpResponse:
    """List a register, narrowed by what the address says."""
    return work.show("register", list_page(work.desk, register, work.request.GET.dict()))


@require_safe
@at_work
def record(work: Work, register: str, id: str) -> HttpResponse:
    """Show one record with its history."""
    return work.show("record", record_page(work.desk, register, id), key=work.key)


@require_http_methods(["GET", "HEAD", "POST"])
@at_work
def remove(work: Work, register: str, id: str) -> HttpResponse:
    """Say what removing a record means; remove it when that is confirmed."""
    each = work.desk.find(register, id)
    if each is None:
        # A second click on the button: the first has removed it, and the record's page says so.
        return HttpResponseRedirect(reverse("work-record", args=(register, id)))
    rights.require(work.actor, "record_remove", subject_of(work.desk.programme, register, each))
    faults: tuple[str, ...] = ()
    if work.request.method == "POST":
        sent = work.request.POST
        revision = int(sent["revision"]) if sent.get("revision", "").isdecimal() else -1
        key = sending_key(read_key(sent.get("key", "")), {"remove": id, "revision": revision})
        try:
            receipt = record_remove(
                work.actor, work.desk.id, register, id, revision=revision, why=sent.get("why", "").strip(), key=key
            )
        except StaleRecord:
            work.warn(_("Someone changed this record meanwhile, so that it was not removed. So it stands now."))
            return HttpResponseRedirect(reverse("work-record", args=(register, id)))
        except FaultsFound as found:
            faults = tuple(fault_text(fault, work.desk.language) for fault in found.faults)
        else:
            work.tell(_("The record was removed. Its history stays, and it can be restored."), receipt)
            return HttpResponseRedirect(reverse("work-register", args=(register,)))
    page = removal_page(work.desk, register, id)
    return work.show("remove", page, status=422 if faults else 200, faults=faults, key=work.key)


@require_POST
@at_work
def restore(work: Work, register: str, id: str, revision: int) -> HttpResponse:
    """Bring back what a record said in an earlier revision."""
    key = sending_key(read_key(work.request.POST.get("key", "")), {"restore": id, "revision": revision})
    try:
        receipt = record_restore(work.actor, work.desk.id, register, id, revision=revision, key=key)
    except FaultsFound as found:
        said = " ".join(fault_text(fault, work.desk.language) for fault in found.faults)
        work.warn(_("Revision %(n)d cannot be restored now. %(why)s") % {"n": revision, "why": said})
    else:
        work.tell(_("Revision %(n)d was restored.") % {"n": revision}, receipt)
    return HttpResponseRedirect(reverse("work-record", args=(register, id)))
