"""Revising a target and its parts by form: first looked at, with the sentences side by side, then sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkpeil.errors import FaultsFound, NotAllowed, NotFound, StaleRecord, say
from wijkpeil.ledger.services import target_revise
from wijkpeil.ledger.services.drafts import draft_keep, draft_of, draft_remove
from wijkpeil.ledger.services.targets import revision_checked
from wijkpeil.model.ledger import Target
from wijkpeil.pages.work.faulting import refusal_words
from wijkpeil.pages.work.revising import completed, opening_typed, revise_page, revised_target
from wijkpeil.pages.work.revising_parts import parts_targets
from wijkpeil.pages.work.revising_typed import Typed, kept_columns, kept_typed, read_typed
from wijkpeil.web.form_keys import read_key, sending_key
from wijkpeil.web.rescuing import keep_sent
from wijkpeil.web.working import Work, at_work


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that came in."""

    work: Work
    target: Target
    typed: Typed
    draft: str

    @property
    def arguments(self) -> tuple[Any, ...]:
        """Who revises what to what, as the services take it."""
        desk = self.work.desk
        return self.work.actor, desk.id, self.target.id, self.typed.statement, self.typed.decision

    @property
    def parts(self) -> tuple[Any, ...]:
        """The parts that change too."""
        return self.typed.restated(parts_targets(self.work.desk, self.target, self.typed.cells["breakdown"]))

    def again(self, *, status: int = 200, notice: str = "", **more: Any) -> HttpResponse:
        """Show the form again with all that was typed."""
        page = revise_page(self.work.desk, self.target, self.typed, draft=self.draft, **more)
        return self.work.show("revise_target", page, status=status, key=self.work.key, notice=notice)


@require_http_methods(["GET", "HEAD", "POST"])
@at_work
def revise(work: Work, id: str) -> HttpResponse:
    """Show the form, what it comes to, keep it as a draft, or take it in."""
    posted = work.request.POST
    try:
        target = revised_target(work.desk, id)
    except NotAllowed:
        if work.request.method == "POST":
            work.request.kept_draft = keep_sent(work.request) is not None  # type: ignore[attr-defined]
        raise
    if work.request.method != "POST":
        return _opened(work, target)
    typed = completed(work.desk, target, read_typed(posted.getlist, target))
    sent = Sent(work, target, typed, posted.get("draft", ""))
    if posted.get("act") == "draft":
        return _kept(sent)
    # What is sent is what was looked at: another word in it, and it is looked at again.
    looked = posted.get("act") == "send" and posted.get("looked") == sent.typed.digest
    return _sent(sent) if looked else _looked(sent)


def _opened(work: Work, target: Target) -> HttpResponse:
    """Show the form as it starts, or with the draft that the address names."""
    own, start = work.request.GET.get("draft", ""), opening_typed(work.desk, target)
    if not own:
        return work.show("revise_target", revise_page(work.desk, target, start), key=work.key)
    kept = draft_of(work.actor.id, own)
    if (kept.register, kept.record_id, kept.programme) != ("targets", target.id, work.desk.id):
        raise NotFound(say("This draft is of another record."))
    typed = kept_typed(kept.columns, kept.revision, start)
    moved = (kept.revision, dict(typed.seen)) != (start.revision, dict(start.seen))
    page = revise_page(work.desk, target, typed, draft=kept.id)
    return work.show("revise_target", page, key=work.key, saved_at=kept.saved_at, moved=moved)


def _kept(sent: Sent) -> HttpResponse:
    typed, work = sent.typed, sent.work
    columns = kept_columns(typed)
    draft_keep(
        work.actor.id, work.desk.id, "targets", sent.target.id, columns, revision=typed.revision, draft=sent.draft
    )
    work.tell(_("The draft is kept for 30 days. Only you see it, and nothing has changed yet."))
    return HttpResponseRedirect(reverse("work"))


def _looked(sent: Sent) -> HttpResponse:
    try:
        after = revision_checked(*sent.arguments, parts=sent.parts)
    except FaultsFound as found:
        return sent.again(faults=found.faults, status=422)
    except NotAllowed as refused:
        return _refused(sent, refused)
    return sent.again(after=after)


def _sent(sent: Sent) -> HttpResponse:
    work, typed = sent.work, sent.typed
    what = {"revise": sent.target.id, "on": typed.revision, **kept_columns(typed)}
    key = sending_key(read_key(work.request.POST.get("key", "")), what)
    try:
        target_revise(*sent.arguments, revision=typed.revision, parts=sent.parts, key=key)
    except FaultsFound as found:
        return sent.again(faults=found.faults, status=422)
    except StaleRecord:
        return _stale(sent)
    except NotAllowed as refused:
        return _refused(sent, refused)
    except DatabaseError:
        notice = _("The database did not take this now. Nothing was written and nothing is lost: send it again.")
        return sent.again(notice=notice, status=503)
    draft_remove(work.actor.id, sent.draft)
    work.tell(_("The target was revised. What it stated before stands on its page."))
    return HttpResponseRedirect(reverse("target", args=(sent.target.id,)))


def _stale(sent: Sent) -> HttpResponse:
    """Show the form on what stands by now; it is looked at again before it can be sent."""
    now = opening_typed(sent.work.desk, sent.target)
    typed = Typed(cells=sent.typed.cells, revision=now.revision, parts=sent.typed.parts, seen=now.seen)
    notice = _("Someone changed this target meanwhile. Look at what it states now, and send it again.")
    return Sent(sent.work, sent.target, typed, sent.draft).again(status=409, notice=notice)


def _refused(sent: Sent, refused: NotAllowed) -> HttpResponse:
    language = sent.work.desk.language
    return sent.again(notice=refusal_words(refused, sent.work.actor, language), status=403)
