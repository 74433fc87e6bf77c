"""What views of accounts are wrapped in: one transaction, no keeping by browsers, recognised once more."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache

from wijkpeil.web.single_sign_on import address

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Have no browser or proxy keep the answer."""
    made: View = never_cache(view)
    return made


def together(view: View, *, reading: bool = False) -> View:
    """Make all that a sent form changes one transaction, with its journal entry; ``reading``: what is looked at too."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" and not reading:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            response = view(request, *args, **kwargs)
            render = getattr(response, "render", None)
            return render() if callable(render) else response

    return answer


def with_passwords(view: View) -> View:
    """Let the page not be there where single sign-on is the only way in."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.OIDC_REQUIRED:
            raise Http404("passwords are switched off")
        return view(request, *args, **kwargs)

    return answer


def recognised_again(view: View) -> View:
    """Ask who is signed in to be recognised once more: by code, password, or the provider of single sign-on."""

    @login_required
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.DEMO and not get_reauthentication_flows(request.user):
            return view(request, *args, **kwargs)
        if not get_reauthentication_flows(request.user):
            return _by_provider(view, request, *args, **kwargs)
        again: HttpResponse = reauthentication_required(view)(request, *args, **kwargs)
        return again

    return answer


def _by_provider(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    moments = [each["at"] for each in get_authentication_records(request, request.user)]
    if moments and time.time() - max(moments) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        return view(request, *args, **kwargs)
    return HttpResponseRedirect(address(request.path, again=True) or settings.LOGIN_URL)
