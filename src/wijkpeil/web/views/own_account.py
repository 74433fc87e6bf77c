"""One's own account: details, what is stored, sessions, and going away."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from wijkpeil.errors import FaultsFound, NotAllowed
from wijkpeil.ledger.services import account_change, account_erase, account_stored, session_revoke
from wijkpeil.pages.faults import fault_words
from wijkpeil.pages.stored import stored_items
from wijkpeil.web.codes import codes_required, has_codes
from wijkpeil.web.forms.people import OwnDetails, Sure, sent, tell
from wijkpeil.web.guarding import recognised_again
from wijkpeil.web.people import lines_of
from wijkpeil.web.showing import current_language


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show the account and change its name and language."""
    own = request.user
    form = OwnDetails(sent(request), initial={"name": own.name, "language": own.language})
    if request.method == "POST" and form.is_valid():
        try:
            account_change(request.actor, own.pk, **form.cleaned_data)
            messages.success(request, _("Your details were changed."))
            return HttpResponseRedirect(reverse("account"))
        except FaultsFound as faults:
            tell(form, faults)
    filled = {
        "form": form,
        "grants": lines_of(own.pk),
        "codes": has_codes(own),
        "codes_needed": codes_required(own),
        "passwords": not settings.OIDC_REQUIRED,
        "sessions": UserSession.objects.filter(user_id=own.pk).count(),
    }
    return render(request, "people/account.html", filled, status=422 if form.errors else 200)


@require_safe
@login_required
def stored(request: HttpRequest) -> HttpResponse:
    """Show everything that is stored of who asks."""
    told = account_stored(request.actor, request.user.pk)
    return render(request, "people/stored.html", {"items": stored_items(told, current_language())})


@require_safe
@login_required
def stored_file(request: HttpRequest) -> HttpResponse:
    """Give everything that is stored of who asks as a file."""
    told = account_stored(request.actor, request.user.pk)
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="wijkpeil-account.json"'
    return response


@recognised_again
def remove(request: HttpRequest) -> HttpResponse:
    """Ask whether one is sure, and erase the own account."""
    form = Sure(sent(request))
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            account_erase(request.actor, request.user.pk, why="by its holder")
            logout(request)
            return render(request, "people/removed.html")
        except NotAllowed as error:
            refused = fault_words(error.why, current_language())
    return render(
        request, "people/remove.html", {"form": form, "refused": refused}, status=422 if form.errors or refused else 200
    )


@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Show the sessions, and end one or all others."""
    own = request.session.session_key or ""
    if request.method == "POST":
        chosen = request.POST.get("session", "")
        ended = session_revoke(request.actor, request.user.pk, int(chosen) if chosen.isdigit() else None, keep=own)
        said = ngettext("%(n)s session was ended.", "%(n)s sessions were ended.", ended) % {"n": ended}
        messages.success(request, said)
        return HttpResponseRedirect(reverse("usersessions_list"))
    there = UserSession.objects.purge_and_list(request.user)
    there.sort(key=lambda each: (each.session_key != own, -each.created_at.timestamp()))
    return render(request, "people/sessions.html", {"sessions": there, "own": own, "others": len(there) > 1})
