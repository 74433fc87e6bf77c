"""Accounts as people meet them: invited, with codes, by single sign-on, in both languages, by keyboard, scriptless."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from as_signed_in import assert_window_signed_in
from fit_for_all import unfit
from provider.running import SECRET, running_provider
from wijkpeil.web.passwords import strength

pytestmark = pytest.mark.browser
COMMAND = Path(sys.executable).with_name("wijkpeil")
PASSWORD = "purple bicycles ride uphill"
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def environment(chromium: str, rotterdam: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A workspace of its own, where codes are required."""
    workspace = tmp_path_factory.mktemp("people") / "workspace"
    told = os.environ | {"WIJKPEIL_WORKSPACE": str(workspace), "WIJKPEIL_CODES": "required"}
    for arguments in (["init"], ["load", str(rotterdam)]):
        subprocess.run([COMMAND, *arguments], env=told, check=True, capture_output=True)
    return told


@pytest.fixture(scope="module")
def people_site(environment: dict[str, str], serve_site: Any) -> Iterator[str]:
    log = Path(environment["WIJKPEIL_WORKSPACE"]).parent / "log"
    with serve_site(environment, log) as found:
        yield found


@pytest.fixture
def window(browser: Any) -> Iterator[Open]:
    """Open a window of its own; ``scripts=False`` switches JavaScript off."""
    contexts = []

    def opened(address: str, width: int = 1440, *, scripts: bool = True, scheme: str = "light") -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, color_scheme=scheme
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


def invited(
    environment: dict[str, str], site: str, email: str, language: str = "nl", role: str = "administrator"
) -> str:
    """Invite someone by command; return the link."""
    command = [COMMAND, "account", "invite", email, "--name", "Ann de Wit", "--role", role, "--language", language]
    made = subprocess.run([*command, "--site", site], env=environment, check=True, capture_output=True, text=True)
    return made.stdout.strip()


def code(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.mark.parametrize(("language", "scheme"), [("nl", "light"), ("en", "dark")])
def test_from_the_invitation_to_signing_in_with_a_code(
    window: Open, people_site: str, environment: dict[str, str], axe_source: str, language: str, scheme: str
) -> None:
    email = f"ann-{language}@example.org"
    page = window(invited(environment, people_site, email, language), scheme=scheme)
    found = unfit(page, axe_source)
    page.fill("input[name=password]", "short")
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=password][aria-invalid=true]")
    found += unfit(page, axe_source)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/codes/"))
    found += unfit(page, axe_source)
    assert page.locator("img.qr").evaluate("one => one.complete && one.naturalWidth > 0"), "the policy lets it be drawn"
    secret = page.inner_text("code.key").replace(" ", "")
    page.fill("input[name=code]", code(secret))
    page.keyboard.press("Enter")
    page.wait_for_selector(".recovery")
    found += unfit(page, axe_source)
    recovery = page.inner_text(".recovery li:first-child").replace(" ", "")
    home = "/account/" if language == "nl" else "/en/account/"
    page.goto(people_site + home)
    paths = page.locator("main a").evaluate_all("all => all.map(one => one.href).filter(one => !one.includes('.json'))")
    admin = "/beheer/" if language == "nl" else "/en/administration/"
    for path in [
        page.url,
        *paths,
        people_site + admin,
        people_site + admin + ("uitnodigen/" if language == "nl" else "invite/"),
    ]:
        assert page.goto(path).status == 200, path
        assert_window_signed_in(page)
        found += unfit(page, axe_source)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(people_site + admin)
    assert_window_signed_in(page)
    page.click("table.people a >> nth=0")
    found += unfit(page, axe_source)
    page.goto(people_site + home)
    page.click("form[action*='uit'] button, form[action*='sign-out'] button")
    enter(page, people_site, language, email)
    found += unfit(page, axe_source)
    page.fill("input[name=code]", recovery)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/werk/$|/en/work/$"))
    assert_window_signed_in(page)
    assert found == []


def enter(page: Any, site: str, language: str, email: str) -> None:
    page.goto(site + ("/account/inloggen/" if language == "nl" else "/en/account/sign-in/"))
    page.fill("input[name=login]", email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=code]")


def test_everything_works_without_scripts(window: Open, people_site: str, environment: dict[str, str]) -> None:
    page = window(invited(environment, people_site, "noscript@example.org", role="reader"), scripts=False)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.goto(people_site + "/account/sleutels/")
    assert_window_signed_in(page)
    page.fill("input[name=name]", "Import")
    page.check("input[value=read]")
    page.click("main .form button[type=submit]")
    assert page.inner_text("code.key").startswith("wp_t-")
    page.goto(people_site + "/account/verwijderen/")
    page.check("input[name=sure]")
    page.click("main .form button[type=submit]")
    assert "verwijderd" in page.inner_text("h1")


def test_a_password_is_shown_on_request_and_its_strength_told(
    window: Open, people_site: str, environment: dict[str, str], axe_source: str
) -> None:
    page = window(invited(environment, people_site, "shown@example.org", role="reader"))
    field, button = page.locator("input[name=password]"), page.locator(".reveal button")
    levels = ("Te kort", "Zwak: makkelijk te raden", "Redelijk", "Goed", "Sterk")
    assert not page.is_visible(".strength")
    some = (
        "kort",
        "a          b",
        "abcdefghijklmnop",
        "zeven kleine",
        "zeven klein9e X",
        "é" * 13,
        "🚲🌳🏘️🚲🌳🏘️ fietsen",
        PASSWORD,
    )
    seen = set()
    for password in some:
        field.fill(password)
        level = strength(password)
        seen.add(level)
        assert (page.inner_text(".strength output"), page.locator("meter").evaluate("m => m.value")) == (
            levels[level],
            level,
        ), password
    assert {0, 1, 2, 4} <= seen
    button.click()
    assert (field.get_attribute("type"), button.get_attribute("aria-pressed")) == ("text", "true")
    assert unfit(page, axe_source) == []
    button.focus()
    page.keyboard.press("Enter")
    assert (field.get_attribute("type"), field.input_value()) == ("password", PASSWORD)
    button.click()
    page.click("main form button[type=submit]")
    assert "/werk/" in page.url or "/account/" in page.url
    for scripts in (True, False):
        there = window(f"{people_site}/account/inloggen/", scripts=scripts)
        assert there.is_visible(".reveal button") is scripts
        assert there.locator(".strength").count() == 0, "where a password is known, nothing is to be said of it"


def test_pages_of_signing_in_are_fit_for_all(window: Open, people_site: str, axe_source: str) -> None:
    found = []
    for path in (
        "inloggen/",
        "wachtwoord/vergeten/",
        "wachtwoord/verstuurd/",
        "geen-toegang/",
        "eenmalig-inloggen/gestopt/",
    ):
        found += unfit(window(f"{people_site}/account/{path}"), axe_source)
    found += unfit(window(f"{people_site}/account/uitnodiging/p-000000000000/a-b/"), axe_source)
    found += unfit(window(f"{people_site}/en/account/sign-in/", scheme="dark"), axe_source)
    assert found == []


@pytest.fixture(scope="module")
def sso_site(environment: dict[str, str], serve_site: Any) -> Iterator[str]:
    """The site with a real provider beside it, which must know the site's address before that is there."""
    people = {
        "bea": {"email": "bea@example.org", "email_verified": True, "amr": ["pwd", "otp"]},
        "eve": {"email": "eve@example.org", "email_verified": True},
    }
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    callback = f"http://127.0.0.1:{port}/account/oidc/sso/login/callback/"
    with running_provider(callback, people) as provider:
        told = {
            "WIJKPEIL_OIDC_URL": provider,
            "WIJKPEIL_OIDC_CLIENT_ID": "wijkpeil",
            "WIJKPEIL_OIDC_CLIENT_SECRET": SECRET,
            "WIJKPEIL_OIDC_NAME": "Gemeente",
            "WIJKPEIL_OIDC_AMR": "otp",
        }
        log = Path(environment["WIJKPEIL_WORKSPACE"]).parent / "log-sso"
        with serve_site(environment | told, log, port) as found:
            yield found


def at_the_provider(page: Any, login: str) -> None:
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", "anything")
    page.click("button[type=submit]")
    page.click("button[type=submit]")


def test_single_sign_on_takes_up_an_invitation(
    window: Open, sso_site: str, environment: dict[str, str], axe_source: str
) -> None:
    page = window(invited(environment, sso_site, "bea@example.org"))
    found = unfit(page, axe_source)
    page.click("text=Akkoord en verder met Gemeente")
    at_the_provider(page, "bea")
    page.wait_for_url(f"{sso_site}/werk/")
    page.goto(sso_site + "/account/")
    assert_window_signed_in(page)
    assert "bea@example.org" in page.inner_text(".head")
    page.goto(sso_site + "/beheer/")
    assert page.inner_text("h1") == "Accounts", "the provider proved a second factor"
    assert found == []


def test_single_sign_on_of_a_stranger_ends_at_a_page_that_says_so(window: Open, sso_site: str, axe_source: str) -> None:
    page = window(sso_site + "/account/inloggen/")
    found = unfit(page, axe_source)
    page.click("text=Inloggen met Gemeente")
    at_the_provider(page, "eve")
    page.wait_for_selector("text=nog niet uitgenodigd")
    found += unfit(page, axe_source)
    assert found == []
    page.goto(sso_site + "/account/")
    assert "/inloggen/" in page.url
