"""One's own tokens: issuing, where the key is shown once, and revoking."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkpeil.errors import FaultsFound, NotFound, say
from wijkpeil.ledger.services import token_issue, token_revoke
from wijkpeil.ledger.services.tokens import tokens_of
from wijkpeil.model.base import record
from wijkpeil.model.people import Token
from wijkpeil.pages.format import day
from wijkpeil.pages.people import scope_names
from wijkpeil.web.forms.people import NewToken, tell
from wijkpeil.web.guarding import recognised_again
from wijkpeil.web.showing import current_language


@record
class TokenLine:
    """A token as it stands in the list."""

    id: str
    name: str
    scopes: str
    last_day: str
    over: bool
    """True where its last day has passed."""


@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """Show the tokens; issue one to whoever was recognised again just now."""
    if request.method == "POST":
        answer: HttpResponse = _issue(request)
        return answer
    return _show(request, NewToken())


@recognised_again
def _issue(request: HttpRequest) -> HttpResponse:
    form = NewToken(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            token, key = token_issue(request.actor, given["name"], given["scopes"], given["expires_on"])
            return render(request, "people/token.html", {"token": _line(token), "key": key})
        except FaultsFound as faults:
            tell(form, faults)
    return _show(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def revoke(request: HttpRequest, id: str) -> HttpResponse:
    """Ask whether one is sure, since it cannot be undone, and revoke a token."""
    if request.method != "POST":
        token = next((each for each in tokens_of(request.user.pk) if each.id == id), None)
        if token is None:
            raise NotFound(say("There is no token {id}.", id=id))
        return render(request, "people/revoke.html", {"token": _line(token)})
    token_revoke(request.actor, id)
    messages.success(request, _("The token was revoked: its key works no more."))
    return HttpResponseRedirect(reverse("account-tokens"))


def _show(request: HttpRequest, form: NewToken) -> HttpResponse:
    filled = {"tokens": [_line(each) for each in tokens_of(request.user.pk)], "form": form}
    return render(request, "people/tokens.html", filled, status=422 if form.errors else 200)


def _line(token: Token) -> TokenLine:
    return TokenLine(
        id=token.id,
        name=token.name,
        scopes=scope_names(token.scopes),
        last_day=day(token.expires_on, current_language()),
        over=token.expires_on < timezone.localdate(),
    )
