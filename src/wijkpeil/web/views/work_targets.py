"""Revising a target by form: first looked at, with both sentences side by side, then sent."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkpeil.errors import FaultsFound, StaleRecord
from wijkpeil.ledger.services import target_revise
from wijkpeil.ledger.services.targets import revision_checked
from wijkpeil.model.ledger import Target
from wijkpeil.pages.work.revising import digest_of, opening_cells, parted, revise_page, revised_target, typed_cells
from wijkpeil.web.form_keys import read_key, sending_key
from wijkpeil.web.working import Work, at_work


@require_http_methods(["GET", "HEAD", "POST"])
@at_work
def revise(work: Work, id: str) -> HttpResponse:
    """Show the form, what it comes to, or take it in."""
    target = revised_target(work.desk, id)
    if work.request.method != "POST":
        return work.show("revise_target", revise_page(work.desk, target, opening_cells(target)), key=work.key)
    posted = work.request.POST
    cells = typed_cells(target, posted.getlist)
    # What is sent is what was looked at: another word in it, and it is looked at again.
    looked = posted.get("act") == "send" and posted.get("looked") == digest_of(cells)
    return _sent(work, target, cells) if looked else _looked(work, target, cells)


def _revision(work: Work) -> int:
    given = work.request.POST.get("revision", "")
    return int(given) if given.isdecimal() and len(given) < 9 else 0


def _looked(work: Work, target: Target, cells: Mapping[str, str]) -> HttpResponse:
    statement, decision = parted(cells)
    try:
        _before, after = revision_checked(work.actor, work.desk.id, target.id, statement, decision)
    except FaultsFound as found:
        return _wrong(work, target, cells, found)
    page = revise_page(work.desk, target, cells, after=after, revision=_revision(work))
    return work.show("revise_target", page, key=work.key)


def _sent(work: Work, target: Target, cells: Mapping[str, str]) -> HttpResponse:
    statement, decision = parted(cells)
    revision = _revision(work)
    key = sending_key(read_key(work.request.POST.get("key", "")), {"revise": target.id, "on": revision, **cells})
    try:
        receipt = target_revise(work.actor, work.desk.id, target.id, statement, decision, revision=revision, key=key)
    except FaultsFound as found:
        return _wrong(work, target, cells, found)
    except StaleRecord:
        notice = _("Someone changed this target meanwhile. Look at what it states now, and send it again.")
        return work.show(
            "revise_target", revise_page(work.desk, target, cells), status=409, key=work.key, notice=notice
        )
    work.tell(_("The target was revised. What it stated before stands on its page."))
    assert receipt.entry is None or receipt.entry > 0
    return HttpResponseRedirect(reverse("target", args=(target.id,)))


def _wrong(work: Work, target: Target, cells: Mapping[str, str], found: FaultsFound) -> HttpResponse:
    page = revise_page(work.desk, target, cells, faults=found.faults, revision=_revision(work))
    return work.show("revise_target", page, status=422, key=work.key)
