"""That a page is one of somebody who is signed in, and not the page on which one signs in."""

import re
from typing import Any

from django.test import Client

SIGN_OUT = re.compile(r'<form method="post" action="/(?:account/uitloggen|en/account/sign-out)/"')
"""The form that stands in the head of every page for whoever is signed in, and for nobody else."""
SIGN_OUT_SELECTOR = "form[action='/account/uitloggen/'], form[action='/en/account/sign-out/']"
SIGN_IN = ("/account/inloggen/", "/en/account/sign-in/")


class SignedIn(Client):
    """A browser in which somebody is signed in: from ``force_login`` to ``logout``, it is shown nothing else."""

    is_in = False

    def force_login(self, *given: Any, **more: Any) -> None:
        """Sign somebody in; from here on every page must be theirs."""
        super().force_login(*given, **more)
        self.is_in = True

    def logout(self) -> None:
        """Sign out; from here on pages are those of a visitor."""
        self.is_in = False
        super().logout()

    def request(self, **asked: Any) -> Any:
        """Ask for a page, and look whose it is."""
        was_in, answer = self.is_in, super().request(**asked)
        if was_in:
            assert_signed_in(answer)
        return answer


def assert_signed_in(answer: Any) -> None:
    """Fail where an answer is the page of signing in, leads to it, or is a page for visitors."""
    assert not answer.get("Location", "").startswith(SIGN_IN), "not signed in"
    if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
        assert SIGN_OUT.search(answer.content.decode()), "not signed in"


def assert_window_signed_in(page: Any) -> None:
    """Fail where a window of a browser shows a page for visitors."""
    assert not any(each in page.url for each in SIGN_IN), "not signed in"
    assert page.locator(SIGN_OUT_SELECTOR).count(), "not signed in"
