"""Every page behind signing in, in both languages, wide and narrow: fit for all, and none forgotten."""

import os
from collections.abc import Callable
from typing import Any

import pytest

from as_signed_in import assert_window_signed_in
from fit_for_all import Windows

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
WrongWith = Callable[..., list[Any]]
DESCRIBED = """
one => [one, one.closest("fieldset")].map(each => each?.getAttribute("aria-describedby") ?? "").join(" ")
"""
KEPT = (
    "themes measures outputs expectations stories partners facilities zones hotspots area_plans capacities practices "
    "adoptions handlings"
).split()
WORK = [
    ("work",),
    ("work-draft-remove", "draft"),
    ("work-preview", "themes", "upload"),
    ("work-remove", "themes", "general"),
    ("work-remove", "measures", "m12"),
    ("work-target-revise", "O2"),
    ("work-target-revise", "E1"),
    ("work-signal", "3014", "vi2006"),
    *(("work-register", each) for each in KEPT),
    *(("work-add", each) for each in ("facilities", "adoptions", "outputs", "stories")),
    *(("work-import", each) for each in ("capacities",)),
    *((name, *own) for name in ("work-record", "work-revise") for own in (("measures", "m12"), ("partners", "state"))),
]
ACCOUNT = [
    ("account",),
    ("account-stored",),
    ("account-remove",),
    ("usersessions_list",),
    ("account-tokens",),
    ("account-token-revoke", "token"),
    ("account_change_password",),
    ("account_logout",),
    ("mfa_index",),
    ("mfa_activate_totp",),
]
CODES = [
    ("mfa_index",),
    ("mfa_deactivate_totp",),
    ("mfa_view_recovery_codes",),
    ("mfa_generate_recovery_codes",),
    ("account_reauthenticate",),
    ("mfa_reauthenticate",),
]
ADMINISTRATION = [("accounts",), ("account-invite",), ("account-of", "other"), ("account-erase", "other")]
JOURNAL = [("journal",), ("journal-entry", 2), ("journal-verify",)]
PAGES = [
    *(("manager", each) for each in (*WORK, *ACCOUNT)),
    *(("coder", each) for each in CODES),
    *(("administrator", each) for each in ADMINISTRATION),
    *(("auditor", each) for each in JOURNAL),
]
NOT_PAGES = {
    "work-undo": "a form is sent there",
    "work-restore": "a form is sent there",
    "work-export": "a file",
    "account-give": "a form is sent there",
    "account-act": "a form is sent there",
    "account-stored-file": "a file",
    "journal-export": "a file",
    "journal-table": "a file",
    "demo-switch": "a form is sent there",
}
BEFORE_SIGNING_IN = {
    "account_login",
    "account_inactive",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
    "invitation",
    "mfa_authenticate",
}
"""Walked in the tests of accounts."""


@pytest.fixture(scope="module", autouse=True)
def started() -> None:
    """Addresses are made from names, for which Django must be set up; nothing is asked of its database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkpeil.web.settings")
    import django

    django.setup()


def test_no_page_is_forgotten() -> None:
    from wijkpeil.pages.work.words import kept_registers
    from wijkpeil.web import urls_journal, urls_people, urls_work

    there = {each.name for each in (*urls_journal.patterns, *urls_people.patterns, *urls_work.patterns)}
    assert there == {name for _who, (name, *_) in PAGES} | set(NOT_PAGES) | BEFORE_SIGNING_IN
    assert sorted(KEPT) == sorted(kept_registers())


def address(language: str, place: Any, name: str, *args: Any) -> str:
    """The address of a page; an argument that was made for the test is known by its name."""
    from django.urls import reverse
    from django.utils import translation

    with translation.override(language):
        return reverse(name, args=[place[1].get(each, each) for each in args])


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("who", "asked"), PAGES, ids=lambda each: each if isinstance(each, str) else "-".join(map(str, each))
)
def test_a_page_is_fit_for_all(
    windows: Windows, wrong_with: WrongWith, place: Any, who: str, asked: tuple[Any, ...], language: str
) -> None:
    path = address(language, place, *asked)
    page = windows.open(place[0], path, place[1][who])
    assert_window_signed_in(page)
    if "?next=" in page.url:
        page.fill("input[name=password]", "a long enough password 1")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{path}")
    assert page.url.endswith(path), "led elsewhere"
    assert page.locator("h1").count() == 1
    assert page.get_attribute("html", "lang") == language
    assert wrong_with(page, second=language == "en") == []
    assert windows.complained(place[0]) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("path", "again"), [("/werk/themas/records/{}/wijzigen/", "nl"), ("/en/work/themes/records/{}/revise/", "en")]
)
def test_a_clash_is_fit_for_all(at: Open, wrong_with: WrongWith, path: str, again: str, scheme: str) -> None:
    own = {"nl": "safety", "en": "housing"}[again]
    mine, theirs = (at(path.format(own), who, scheme=scheme) for who in ("manager", "second"))
    theirs.fill("#c-name_nl", f"Van de ander, {scheme}, wijkveiligheidsactieprogrammacoordinatie")
    theirs.click("button[value=send]")
    mine.fill("#c-name_nl", f"Van mij, {scheme}")
    mine.click("button[value=send]")
    assert mine.locator(".clash").count() == 1
    assert wrong_with(mine, second=scheme == "dark") == []


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/werk/voorzieningen/toevoegen/", "manager"),
        ("/en/work/facilities/add/", "manager"),
        ("/beheer/uitnodigen/", "administrator"),
        ("/en/administration/invite/", "administrator"),
        ("/account/wachtwoord/", "manager"),
        ("/en/account/password/", "manager"),
        ("/account/sleutels/", "manager"),
        ("/en/account/tokens/", "manager"),
    ],
)
def test_faults_stand_beside_their_fields_and_are_where_one_goes_on(
    at: Open, wrong_with: WrongWith, path: str, who: str
) -> None:
    page = at(path, who)
    page.locator("main form.form button[type=submit]").first.click()
    page.wait_for_selector("[aria-invalid=true]")
    assert page.evaluate("document.activeElement.matches('#faults, [aria-invalid=true], .wrong')")
    for control in page.locator("[aria-invalid=true]").all():
        said = control.evaluate(DESCRIBED).split()
        assert any(page.locator(f"[id='{each}']").count() for each in said if "fault" in each or "error" in each)
    assert wrong_with(page, second=path.startswith("/en/")) == []


@pytest.mark.parametrize("path", ["/logboek/?since=x&id=7", "/en/journal/?q=nothing"])
def test_a_search_of_the_journal_is_fit_for_all(windows: Windows, wrong_with: WrongWith, place: Any, path: str) -> None:
    page = windows.open(place[0], path, place[1]["auditor"])
    assert_window_signed_in(page)
    assert wrong_with(page) == []


@pytest.mark.parametrize("path", ["/logboek/controle/", "/en/journal/verification/"])
def test_a_verification_goes_on_beside_the_site_and_its_outcome_is_fit_for_all(
    at: Open, wrong_with: WrongWith, path: str
) -> None:
    page = at(path, "auditor")
    page.locator("#verify button").click()
    page.locator("#head").wait_for(timeout=180_000)
    assert "zoals het geschreven werd" in page.inner_text("h1") or "as it was written" in page.inner_text("h1")
    assert wrong_with(page) == []


@pytest.mark.parametrize("path", ["/werk/", "/werk/maatregelen/records/m12/", "/account/bewaard/"])
def test_paper_carries_no_menus_and_no_buttons(at: Open, path: str) -> None:
    page = at(path)
    page.emulate_media(media="print")
    for each in ("nav", "button", ".utrecht-button", ".lang"):
        assert [one for one in page.locator(each).all() if one.is_visible()] == [], each
    assert page.locator("h1").is_visible()
