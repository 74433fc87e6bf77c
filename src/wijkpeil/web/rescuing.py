"""Keep what someone typed when it cannot be taken: their session ended, or another person signed in meanwhile.

The form's signed key says whose form it was. What was typed becomes a draft of that account, which nobody else can
read, and waits there until its owner has signed in. Nothing is kept of whoever has no account.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from wijkpeil.errors import NO_PROGRAMME
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.personal import Draft
from wijkpeil.ledger.seeing import SHARING
from wijkpeil.ledger.services.drafts import draft_keep
from wijkpeil.ledger.snapshot import state_key
from wijkpeil.loading.fields import fields_of
from wijkpeil.pages.work import handling
from wijkpeil.pages.work.desk import record_type_of
from wijkpeil.pages.work.draft_places import decided_on, draft_place
from wijkpeil.pages.work.reading import PREFIX, form_fields, read_cells
from wijkpeil.pages.work.revising_typed import kept_columns, read_typed
from wijkpeil.web.form_keys import read_key

FORMS = ("work-add", "work-revise", "work-target-revise", "work-signal")
"""URL names of the forms whose content can be kept."""


def rescue(request: HttpRequest) -> HttpResponse | None:
    """Keep what was sent as a draft of whom the form was made for, and lead there; None where it is no such form."""
    draft = keep_sent(request)
    if draft is None:
        return None
    address, user = draft_address(draft), request.user
    if user.is_authenticated:
        own = user.pk == draft.account_id
        return HttpResponseRedirect(address if own else f"{reverse('work')}?{urlencode({'kept': 'other'})}")
    try:
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': address})}")
    except NoReverseMatch:
        return HttpResponseRedirect(address)


def draft_address(draft: Draft) -> str:
    """Return where a draft is gone on with, in the active language."""
    return draft_place(draft.register, draft.record_id, draft.id)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose protection against forgery is not that of this session, such as after signing in anew."""
    from wijkpeil.web.views.errors import not_sent

    return rescue(request) or not_sent(request, no_cookie=reason == REASON_NO_CSRF_COOKIE)


def keep_sent(request: HttpRequest) -> Draft | None:
    """Keep what a form was sent with as a draft of whom it was made for; None where it is no such form."""
    key = read_key(request.POST.get("key", "")) if request.method == "POST" else None
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return None
    if (
        key is None
        or found.url_name not in FORMS
        or not Account.objects.filter(id=key.account, state="active").exists()
    ):
        return None
    try:
        programme = state_key(settings.PROGRAMME).programme
    except NO_PROGRAMME:
        return None
    if found.url_name == "work-target-revise":
        typed = read_typed(request.POST.getlist)
        register, own, cells, revision = "targets", found.kwargs["id"], kept_columns(typed), typed.revision
    elif found.url_name == "work-signal":
        register, own = handling.REGISTER, decided_on(found.kwargs["area"], found.kwargs["indicator"])
        cells, revision = handling.kept_columns(request.POST.get), _revision(request) or 0
    else:
        register, own = found.kwargs["register"], found.kwargs.get("id", "")
        cells, revision = _record_cells(request, register, own), _revision(request)
    return draft_keep(
        key.account,
        programme,
        register,
        own,
        cells,
        revision=revision,
        why=request.POST.get("why", ""),
        draft=request.POST.get("draft", ""),
    )


def _record_cells(request: HttpRequest, register: str, own: str) -> dict[str, str]:
    """Return the cells that the form of a record was sent with."""
    kept = record_type_of(register)
    sharing = any(name in fields_of(kept) and PREFIX + name in request.POST for name in SHARING)
    cells = read_cells(kept, form_fields(kept, sharing=sharing), request.POST.getlist)
    if not own:
        cells["id"] = request.POST.get(f"{PREFIX}id", "").strip()
    return cells


def _revision(request: HttpRequest) -> int | None:
    revision = request.POST.get("revision", "")
    return int(revision) if revision.isdecimal() and len(revision) < 9 else None
