"""A register as a spreadsheet: out, in, and what it would change."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from wijkpeil.errors import FaultsFound, NotAllowed, NotFound, StaleRecord, say
from wijkpeil.ledger.importing import header_base, plan_import
from wijkpeil.ledger.seeing import may_somewhere
from wijkpeil.ledger.services import Receipt, records_write
from wijkpeil.ledger.services.drafts import upload_keep, upload_of, upload_remove
from wijkpeil.loading.sheets import MOST_BYTES, read_sheet
from wijkpeil.pages.work.exporting import FORMS, export_file
from wijkpeil.pages.work.faulting import fault_text
from wijkpeil.pages.work.importing import preview_page
from wijkpeil.pages.work.words import register_words
from wijkpeil.web.form_keys import FormKey, sending_key
from wijkpeil.web.working import Work, at_work


@require_safe
@at_work
def export(work: Work, register: str, form: str) -> HttpResponse:
    """Give a register as a file to fill in."""
    if form not in FORMS:
        raise NotFound(say("There is no file {name}.", name=f"{register}.{form}"))
    try:
        file = export_file(work.desk, register, form)
    except FaultsFound as found:
        work.warn(" ".join(fault_text(fault, work.desk.language) for fault in found.faults))
        return HttpResponseRedirect(reverse("work-register", args=(register,)))
    response = HttpResponse(file.content, content_type=file.media)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@at_work
def upload(work: Work, register: str) -> HttpResponse:
    """Ask for a file, or read the one that was sent and lead to what it would change."""
    _may_import(work, register)
    words = register_words(register, work.desk.language)
    if work.request.method != "POST":
        return work.show("import", words, faults=(), megabytes=MOST_BYTES // 1_000_000)
    sent = work.request.FILES.get("file")
    faults: tuple[str, ...] = (_("Choose a file first."),)
    if sent is not None:
        try:
            # One byte more than is taken in is enough to see that it is too much.
            sheet = read_sheet(sent.name or "", sent.read(MOST_BYTES + 1), register)
        except FaultsFound as found:
            faults = tuple(fault_text(fault, work.desk.language) for fault in found.faults)
        else:
            base = header_base(sheet.header)
            kept = upload_keep(work.actor.id, work.desk.id, register, sheet.file, sheet.header, sheet.rows, base)
            return HttpResponseRedirect(reverse("work-preview", args=(register, kept.id)))
    return work.show("import", words, status=422, faults=faults, megabytes=MOST_BYTES // 1_000_000)


@require_http_methods(["GET", "HEAD", "POST"])
@at_work
def preview(work: Work, register: str, upload: str) -> HttpResponse:
    """Show what a file would change; write exactly that when it is confirmed."""
    _may_import(work, register)
    try:
        kept = upload_of(work.actor.id, upload, work.desk.id, register)
    except NotFound:
        return HttpResponseRedirect(reverse("work-register", args=(register,)))
    if work.request.method == "POST" and work.request.POST.get("act") == "drop":
        upload_remove(work.actor.id, upload)
        work.tell(_("The file was thrown away. Nothing was changed."))
        return HttpResponseRedirect(reverse("work-register", args=(register,)))
    plan = plan_import(work.actor, work.desk.programme, register, kept.header, kept.rows, kept.base)
    notice, said, status = "", (), 200
    if work.request.method == "POST" and not plan.faults:
        posted = work.request.POST
        overwrite, removing = frozenset(posted.getlist("overwrite")), posted.get("removing") == "on"
        if posted.get("digest") == plan.digest:
            asked = {"digest": plan.digest, "removing": removing, "overwrite": sorted(overwrite)}
            key = sending_key(FormKey(work.actor.id, upload), asked)
            try:
                receipt = records_write(
                    work.actor, work.desk.id, plan.changes(overwrite, removing=removing),
                    why=posted.get("why", "").strip(), key=key,
                )  # fmt: skip
                return _written(work, register, upload, receipt)
            except FaultsFound as found:
                said, status = tuple(fault_text(each, work.desk.language) for each in found.faults), 422
            except (StaleRecord, NotAllowed):
                notice, status = _changed(), 409
        else:
            notice, status = _changed(), 409
    page = preview_page(work.desk, register, kept.name, kept.header, plan)
    return work.show("preview", page, status=status, notice=notice, said=said)


def _changed() -> str:
    return _("Someone changed the register meanwhile, so that nothing was written. So it stands now.")


def _written(work: Work, register: str, upload: str, receipt: Receipt) -> HttpResponse:
    upload_remove(work.actor.id, upload)
    if receipt.entry is None:
        work.tell(_("Nothing was different, so that nothing was written."))
    else:
        parts = (
            ngettext("%(n)d added", "%(n)d added", receipt.added) % {"n": receipt.added},
            ngettext("%(n)d changed", "%(n)d changed", receipt.changed) % {"n": receipt.changed},
            ngettext("%(n)d removed", "%(n)d removed", receipt.removed) % {"n": receipt.removed},
        )
        work.tell(_("The file was taken in: %(parts)s.") % {"parts": ", ".join(parts)}, receipt)
    return HttpResponseRedirect(reverse("work-register", args=(register,)))


def _may_import(work: Work, register: str) -> None:
    if not may_somewhere(work.actor, work.desk.id, "record_revise", register):
        raise NotAllowed(
            "record_revise",
            say("None of the account's roles allows this here. Ask an administrator, or whoever keeps the record."),
        )
