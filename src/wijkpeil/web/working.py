"""What every page of the workplace goes through: who works here, on what, and how a page is shown to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from wijkpeil.errors import NotAllowed, say
from wijkpeil.ledger.services import Receipt
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.model.people import Actor
from wijkpeil.pages.context import current_context
from wijkpeil.pages.work.desk import Desk
from wijkpeil.web.form_keys import make_key, read_key
from wijkpeil.web.rescuing import rescue
from wijkpeil.web.showing import current_language, shell_of

SECTION = "work"
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Work:
    """A request of a person at work."""

    request: HttpRequest
    desk: Desk

    @property
    def actor(self) -> Actor:
        """Who."""
        return self.desk.actor

    @property
    def key(self) -> str:
        """The hidden key of the form: that of the form that came in, or of a new one."""
        sent = self.request.POST.get("key", "")
        return sent if read_key(sent) is not None else make_key(self.actor.id)

    def show(self, template: str, page: Any, *, status: int = 200, **more: Any) -> HttpResponse:
        """Answer with ``pages/work/<template>.html``, given ``page`` and the shell."""
        shell = shell_of(self.request, current_context(settings.PROGRAMME), SECTION)
        filled = {"page": page, "shell": shell, "desk": self.desk, **more}
        return render(self.request, f"pages/work/{template}.html", filled, status=status)

    def tell(self, text: str, receipt: Receipt | None = None) -> None:
        """Say what was done on the next page, with a button to undo it where it made an entry."""
        undo = f"undo-{receipt.entry}" if receipt is not None and receipt.entry is not None else ""
        messages.success(self.request, text, extra_tags=undo)

    def warn(self, text: str) -> None:
        """Say on the next page what was not done."""
        messages.warning(self.request, text)


def at_work(view: View) -> View:
    """Let a view be asked by whoever is signed in, and give it their ``Work``.

    Whoever is not signed in is asked to do so; what they sent is kept for whom the form was made for.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if not actor.id:
            return rescue(request) or to_sign_in(request.get_full_path())
        if request.method == "POST":
            key = read_key(request.POST.get("key", ""))
            if key is not None and key.account != actor.id:
                return rescue(request) or HttpResponseRedirect(reverse("work"))
        programme = current_programme(settings.PROGRAMME)
        actor = actor.within(programme.definitions.info.id)
        desk = Desk(programme=programme, actor=actor, language=current_language())
        return view(Work(request, desk), *args, **kwargs)

    return answer


def to_sign_in(path: str) -> HttpResponse:
    """Send a visitor to where they sign in, and from there back.

    Raises:
        NotAllowed: there is nowhere to sign in.
    """
    try:
        address = reverse("account_login")
    except NoReverseMatch:
        raise NotAllowed("sign_in", say("Sign in first.")) from None
    return HttpResponseRedirect(f"{address}?{urlencode({'next': path})}")
