"""Adding and revising a record by form: faults beside the fields, drafts, and two people at one record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkpeil.errors import Fault, FaultsFound, NotAllowed, NotFound, StaleRecord, say
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.services import Receipt, record_add, record_revise
from wijkpeil.ledger.services.drafts import draft_keep, draft_of, draft_remove
from wijkpeil.pages.work.desk import record_type_of
from wijkpeil.pages.work.editing import Blank, adding, edit_page, revising, stored_ids
from wijkpeil.pages.work.faulting import refusal_words
from wijkpeil.pages.work.reading import PREFIX, proposed_id, read_cells
from wijkpeil.pages.work.record import revision_cells
from wijkpeil.pages.work.stale import CHOOSE, chosen_cells, stale_page
from wijkpeil.web.form_keys import read_key, sending_key
from wijkpeil.web.rescuing import keep_sent
from wijkpeil.web.working import Work, at_work


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form was sent with."""

    cells: dict[str, str]
    """Text of each column; of those that the form does not ask for, as it stands."""
    revision: int | None
    """Revision that it was made from."""
    why: str
    draft: str
    key: str
    """What tells this sending from every other."""


@require_http_methods(["GET", "HEAD", "POST"])
@at_work
def add(work: Work, register: str) -> HttpResponse:
    """Show the form of a new record, or take it in."""
    blank = _allowed(work, lambda: adding(work.desk, register))
    if work.request.method != "POST":
        return _opened(work, blank)
    sent = _sent(work, blank)
    if work.request.POST.get("act") == "draft":
        return _kept(work, blank, sent)
    columns = {column: cell for column, cell in sent.cells.items() if column != "id"}
    own = sent.cells["id"] or proposed_id(columns, stored_ids(work.desk, register))
    return _written(
        work,
        blank,
        sent,
        lambda: record_add(work.actor, work.desk.id, register, own, columns, why=sent.why, key=sent.key),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_work
def revise(work: Work, register: str, id: str) -> HttpResponse:
    """Show the form of a record, or take it in."""
    blank = _allowed(work, lambda: revising(work.desk, register, id))
    if work.request.method != "POST":
        return _opened(work, blank)
    sent, act = _chosen(work, _sent(work, blank), blank), work.request.POST.get("act", "")
    if act == "draft":
        return _kept(work, blank, sent)
    if act == "edit":
        return _form(work, blank, sent)
    if act == "again":
        return _written(
            work,
            blank,
            sent,
            lambda: record_add(work.actor, work.desk.id, register, id, sent.cells, why=sent.why, key=sent.key),
        )
    revision = sent.revision if sent.revision is not None else 0
    return _written(
        work,
        blank,
        sent,
        lambda: record_revise(
            work.actor, work.desk.id, register, id, sent.cells, revision=revision, why=sent.why, key=sent.key
        ),
    )


def _allowed(work: Work, make: Callable[[], Blank]) -> Blank:
    """Return what a form starts from; where that is no longer allowed, what was typed is kept before it is said."""
    try:
        return make()
    except NotAllowed:
        if work.request.method == "POST":
            work.request.kept_draft = keep_sent(work.request) is not None  # type: ignore[attr-defined]
        raise


def _sent(work: Work, blank: Blank) -> Sent:
    posted = work.request.POST
    typed = read_cells(record_type_of(blank.register), blank.fields, posted.getlist, blank.cells)
    cells = {**blank.cells, **typed}
    if not blank.id:
        cells["id"] = posted.get(f"{PREFIX}id", "").strip()
    revision, why = posted.get("revision", ""), posted.get("why", "").strip()
    act = posted.get("act", "") if posted.get("act") in ("again",) else "send"
    return Sent(
        cells=cells,
        revision=int(revision) if revision.isdecimal() and len(revision) < 9 else None,
        why=why,
        draft=posted.get("draft", ""),
        key=sending_key(read_key(posted.get("key", "")), {"typed": typed, "why": why, "act": act, "on": revision}),
    )


def _chosen(work: Work, sent: Sent, blank: Blank) -> Sent:
    """Return what was typed, with theirs where theirs was chosen."""
    chosen = {name.removeprefix(CHOOSE): value for name, value in work.request.POST.items() if name.startswith(CHOOSE)}
    theirs = revision_cells(work.desk, blank.register, blank.id, sent.revision) if chosen else None
    return replace(sent, cells=chosen_cells(sent.cells, theirs, chosen)) if theirs is not None else sent


def _opened(work: Work, blank: Blank) -> HttpResponse:
    """Show a form as it starts, or with the draft that the address names."""
    draft = work.request.GET.get("draft", "")
    if not draft:
        if blank.gone:
            return HttpResponseRedirect(reverse("work-record", args=(blank.register, blank.id)))
        return work.show("edit", edit_page(work.desk, blank, blank.cells), key=work.key)
    kept = draft_of(work.actor.id, draft)
    if (kept.register, kept.record_id, kept.programme) != (blank.register, blank.id, work.desk.id):
        raise NotFound(say("This draft is of another record."))
    cells = {**blank.cells, **kept.columns}
    if blank.gone:
        page = stale_page(work.desk, blank.register, blank.id, cells, kept.revision)
        return work.show("stale", page, key=work.key, why=kept.why, draft=kept.id)
    page = edit_page(work.desk, blank, cells, revision=kept.revision, why=kept.why, draft=kept.id)
    moved = bool(blank.id) and kept.revision != blank.revision
    return work.show("edit", page, key=work.key, saved_at=kept.saved_at, moved=moved)


def _form(
    work: Work, blank: Blank, sent: Sent, faults: Sequence[Fault] = (), *, notice: str = "", status: int = 200
) -> HttpResponse:
    page = edit_page(
        work.desk, blank, sent.cells, faults=faults, revision=sent.revision, why=sent.why, draft=sent.draft
    )
    return work.show("edit", page, status=status, key=work.key, notice=notice)


def _kept(work: Work, blank: Blank, sent: Sent) -> HttpResponse:
    draft_keep(
        work.actor.id,
        work.desk.id,
        blank.register,
        blank.id,
        sent.cells,
        revision=sent.revision,
        why=sent.why,
        draft=sent.draft,
    )
    work.tell(_("The draft is kept for 30 days. Only you see it, and nothing has changed yet."))
    return HttpResponseRedirect(reverse("work"))


def _written(work: Work, blank: Blank, sent: Sent, write: Callable[[], Receipt]) -> HttpResponse:
    """Write, and lead to the record; where that fails, show the form again with all that was typed."""
    try:
        receipt = write()
    except FaultsFound as found:
        return _form(work, blank, sent, found.faults, status=422)
    except StaleRecord as stale:
        return _stale(work, blank, sent, stale)
    except NotAllowed as refused:
        return _form(work, blank, sent, notice=refusal_words(refused, work.actor, work.desk.language), status=403)
    except DatabaseError:
        notice = _("The database did not take this now. Nothing was written and nothing is lost: send it again.")
        return _form(work, blank, sent, notice=notice, status=503)
    draft_remove(work.actor.id, sent.draft)
    own = blank.id or _own_id(receipt)
    if receipt.entry is None:
        work.tell(_("Nothing was different, so that nothing was written."))
    elif receipt.added:
        work.tell(_("The record was added."), receipt)
    else:
        work.tell(_("The change was written."), receipt)
    return HttpResponseRedirect(reverse("work-record", args=(blank.register, own)))


def _stale(work: Work, blank: Blank, sent: Sent, stale: StaleRecord) -> HttpResponse:
    if not blank.id:
        taken = Fault(
            file=f"{blank.register}/{stale.record_id}",
            line=None,
            key="id",
            message=say("There is a record with this code already."),
            remedy=say("Choose another code, or leave it empty."),
        )
        return _form(work, blank, sent, [taken], status=422)
    page = stale_page(work.desk, blank.register, blank.id, sent.cells, sent.revision)
    return work.show("stale", page, status=409, key=work.key, why=sent.why, draft=sent.draft)


def _own_id(receipt: Receipt) -> str:
    """Return the id of the record that was added: that of the first sending, where it came in twice."""
    return JournalEntry.objects.get(sequence=receipt.entry).subject.partition("/")[2]
