"""The journal in a browser, signed in as an auditor: axe, phone, print, without scripts, by keyboard."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from as_signed_in import assert_window_signed_in
from fit_for_all import Windows, unfit, violations

pytestmark = pytest.mark.browser
PAGES = ("/logboek/", "/logboek/1/", "/logboek/2/", "/logboek/?q=niets", "/en/journal/", "/en/journal/4/")
Open = Callable[..., Any]
SIGN_IN = """
import sys
from pathlib import Path
from wijkpeil.ledger.workspace import open_workspace
open_workspace(Path(sys.argv[1]))
sys.path.append(sys.argv[2])
from django.conf import settings
from django.test import Client
from people import account
client = Client(SERVER_NAME="127.0.0.1")
client.force_login(account("auditor"))
print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""


@pytest.fixture(scope="session")
def session(address: str, served: Path) -> str:
    """The session of an auditor on the running site."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("WIJKPEIL", "DJANGO"))}
    helpers = Path(__file__).resolve().parent.parent / "ledger"
    command = [sys.executable, "-c", SIGN_IN, str(served), str(helpers)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.split()[-1]


@pytest.fixture
def open_signed_in(open_page: Open, address: str, session: str) -> Open:
    """Open a path of the site as an auditor."""

    def opened(path: str, width: int = 1440, **more: Any) -> Any:
        page = open_page("/toegankelijkheid/", width, **more)
        page.context.add_cookies([{"name": "wijkpeil", "value": session, "url": address}])
        page.goto(address + path)
        assert_window_signed_in(page)
        return page

    return opened


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_fit_for_all(windows: Windows, address: str, session: str, axe_source: str, path: str) -> None:
    page = windows.open(address, path, session)
    assert_window_signed_in(page)
    assert page.locator("h1").count() == 1
    assert unfit(page, axe_source, axe_at=dict.fromkeys((1440, 768, 360, 320), True)) == []
    assert windows.complained(address) == []


@pytest.mark.parametrize(("scripts", "scheme"), [(False, "light"), (True, "dark")])
def test_it_is_searched_and_verified_without_scripts(
    open_signed_in: Open, axe_source: str, scripts: bool, scheme: str
) -> None:
    page = open_signed_in("/en/journal/", scripts=scripts, scheme=scheme)
    page.get_by_label("What was done").select_option("programme_load")
    page.locator(".journal-filter").get_by_role("button", name="Search").press("Enter")
    page.get_by_role("link", name="entry 1", exact=True).click()
    assert "programme loaded" in page.locator("h1").inner_text().lower()
    page.get_by_role("link", name="Journal", exact=True).last.click()
    page.get_by_role("button", name="Verify now").press("Enter")
    while page.get_by_role("heading", name="How far it is").count():
        # With scripts the page goes on by itself; the link does the same.
        page.goto(page.url)
    assert page.locator("h1").inner_text() == "Everything is as it was written."
    assert len(page.get_by_label("Hash", exact=True).input_value()) == 64
    if scripts:
        page.evaluate(axe_source)
        assert violations(page) == []


def test_visitors_are_told_to_sign_in(open_page: Open, axe_source: str) -> None:
    page = open_page("/logboek/")
    assert page.locator("h1").inner_text() == "Niet toegestaan"
    page.evaluate(axe_source)
    assert violations(page) == []
