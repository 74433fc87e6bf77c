"""The workplace as a person walks it: with the keyboard, on a phone, without scripts, two at a time."""

import importlib.util
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from as_signed_in import assert_window_signed_in

pytestmark = pytest.mark.browser
_conftest = importlib.util.spec_from_file_location("browser_conftest", Path(__file__).with_name("conftest.py"))
assert _conftest is not None
assert _conftest.loader is not None
served = importlib.util.module_from_spec(_conftest)
_conftest.loader.exec_module(served)

PREPARE = """
import json, os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "wijkpeil.web.settings"
django.setup()
sys.path.insert(0, {ledger!r})
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from people import account
people = dict(
    manager=account("programme-manager", programme="rotterdam-2007", name="Programmamanager (proef)"),
    second=account("programme-manager", programme="rotterdam-2007", name="Tweede programmamanager (proef)"),
    reporter=account("reporter", programme="rotterdam-2007", partner="state", name="Rapporteur (proef)"),
    nobody=account(None, name="Nieuw"),
)
made = {{}}
for name, each in people.items():
    session = SessionStore()
    session[SESSION_KEY] = each.pk
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = each.get_session_auth_hash()
    session.save()
    made[name] = session.session_key
open({out!r}, "w").write(json.dumps(made))
"""
PAGES = (
    "/werk/",
    "/werk/maatregelen/",
    "/werk/maatregelen/toevoegen/",
    "/werk/maatregelen/records/m12/",
    "/werk/maatregelen/records/m12/wijzigen/",
    "/werk/themas/records/general/verwijderen/",
    "/werk/partners/inlezen/",
    "/en/work/",
    "/en/work/partners/",
    "/en/work/practices/add/",
    "/en/work/partners/records/state/",
    "/en/work/partners/records/state/revise/",
    "/en/work/measures/records/m12/remove/",
    "/en/work/measures/import/",
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
AXE = "axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def place(chromium: str, rotterdam: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The address of a site with people in it, and their sessions."""
    folder = tmp_path_factory.mktemp("work")
    out = folder / "sessions.json"
    prepare = PREPARE.format(ledger=str(project / "tests" / "ledger"), out=str(out))
    with served.serving_programme(rotterdam, folder / "workspace", prepare) as address:
        yield address, json.loads(out.read_text(encoding="utf-8"))


@pytest.fixture
def at(browser: Any, place: Any) -> Iterator[Open]:
    """Open a path as someone who is signed in."""
    address, sessions = place
    contexts = []

    def opened(
        path: str, who: str = "manager", width: int = 1440, *, scripts: bool = True, scheme: str = "light"
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            color_scheme=scheme,
            reduced_motion="reduce",
            base_url=address,
        )
        contexts.append(context)
        context.add_cookies([{"name": "wijkpeil", "value": sessions[who], "url": address}])
        page = context.new_page()
        page.goto(path)
        assert_window_signed_in(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def violations(page: Any) -> list[Any]:
    found = page.evaluate(AXE)["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(at: Open, axe_source: str, path: str) -> None:
    page = at(path)
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    page.evaluate(axe_source)
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], width
    for width in (1440, 768, 360, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERFLOW) == 0, width


@pytest.mark.parametrize("who", ["reporter", "nobody"])
@pytest.mark.parametrize("path", ["/werk/", "/en/work/", "/werk/themas/toevoegen/"])
def test_axe_finds_nothing_for_others_either(at: Open, axe_source: str, who: str, path: str) -> None:
    page = at(path, who, 360)
    page.evaluate(axe_source)
    assert violations(page) == []
    assert page.evaluate(OVERFLOW) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_faults_and_the_first_thing_read_is_what_is_wrong(
    at: Open, axe_source: str, scheme: str
) -> None:
    page = at("/werk/maatregelen/toevoegen/", scheme=scheme)
    page.fill("#c-lines", "abc")
    page.click("button[value=send]")
    assert page.evaluate("document.activeElement.id") == "faults"
    assert page.input_value("#c-lines") == "abc"
    page.evaluate(axe_source)
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], width
        assert page.evaluate(OVERFLOW) == 0
    page.locator("#faults a", has_text="Regels").click()
    assert page.evaluate("document.activeElement.id") == "c-lines"


def press_to(page: Any, matches: str, most: int = 80) -> None:
    """Press the tab key until the focus is on what a selector finds."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement.matches(selector)", matches):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the tab key never came to {matches}")


def test_a_record_is_added_revised_and_removed_with_the_keyboard_alone(at: Open) -> None:
    page = at("/werk/themas/")
    press_to(page, "a[href='/werk/themas/toevoegen/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/toevoegen/")
    press_to(page, "#c-name_nl")
    page.keyboard.type("Toetsen")
    page.keyboard.press("Tab")
    page.keyboard.type("Keys")
    press_to(page, "[name=c-main]")
    page.keyboard.press("ArrowDown")
    press_to(page, "button[value=send]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/toetsen/")
    assert "Het record is toegevoegd." in page.inner_text("main")
    assert "nee" in page.inner_text(".says")
    press_to(page, "a[href$='/wijzigen/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/wijzigen/")
    press_to(page, "#c-name_en")
    page.keyboard.press("End")
    page.keyboard.type(" only")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/toetsen/")
    assert "Keys only" in page.inner_text(".says")
    press_to(page, "a[href$='/verwijderen/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/verwijderen/")
    press_to(page, "main form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/werk/themas/")
    assert "Het record is verwijderd." in page.inner_text("main")
    press_to(page, ".notice button")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Dat is ongedaan gemaakt.")


@pytest.mark.parametrize("scripts", [True, False])
def test_two_at_one_record_choose_per_field(at: Open, axe_source: str, scripts: bool) -> None:
    address = "/werk/pareltjes/" if scripts else "/werk/partners/"
    mine, theirs = (at(address, who, scripts=scripts) for who in ("manager", "second"))
    for page in (mine, theirs):
        page.locator(".records-table th a").first.click()
        page.locator("a[href$='/wijzigen/']").click()
    theirs.fill("#c-name_nl", "Van de ander")
    theirs.click("button[value=send]")
    mine.fill("#c-name_nl", "Van mij")
    mine.fill("#c-name_en", "Of mine")
    mine.click("button[value=send]")
    assert "gewijzigd terwijl u typte" in mine.inner_text("h1")
    if scripts:
        mine.evaluate(axe_source)
        for width in (1440, 360):
            mine.set_viewport_size({"width": width, "height": 900})
            assert violations(mine) == []
            assert mine.evaluate(OVERFLOW) == 0
    mine.locator("input[name=choose-name_nl][value=theirs]").check()
    mine.click("button[value=send]")
    assert mine.inner_text("h1") == "Van de ander"
    assert "Of mine" in mine.inner_text(".says")


def test_everything_works_without_scripts(at: Open, tmp_path: Path) -> None:
    page = at("/werk/maatregelen/records/m12/wijzigen/", scripts=False)
    page.locator("#c-areas summary").click()
    page.locator("#c-areas input").nth(3).check()
    page.fill("#why", "Zonder scripts")
    page.click("button[value=draft]")
    assert "concept" in page.inner_text("h1")
    page.locator("a[href*='draft=']").first.click()
    page.click("button[value=send]")
    assert "De wijziging is opgeslagen." in page.inner_text("main")
    page.locator(".notice button").click()
    assert "ongedaan gemaakt" in page.inner_text("main")
    page.goto("/werk/themas/inlezen/")
    sheet = tmp_path / "themas.csv"
    sheet.write_text("id,name_nl,name_en\nvel,Vel,Sheet\n", encoding="utf-8")
    page.set_input_files("#file", str(sheet))
    page.locator("main form button").click()
    assert "Het bestand voegt 1 toe en wijzigt er 0" in page.inner_text("h1")
    page.locator("button[value=confirm]").click()
    assert "Het bestand is verwerkt: 1 toegevoegd" in page.inner_text("main")


def test_the_preview_of_a_sheet_is_read_by_all(at: Open, axe_source: str, tmp_path: Path) -> None:
    page = at("/werk/themas/inlezen/")
    sheet = tmp_path / "themas.csv"
    for content, wanted in (
        ("id,name_nl,name_en\nnieuw,Nieuw,New\ngeneral,Alles,Everything\n", "voegt 1 toe en wijzigt er 1"),
        ("id,name_nl,colour\nnieuw,,x\n", "fouten"),
    ):
        sheet.write_text(content, encoding="utf-8")
        page.goto("/werk/themas/inlezen/")
        page.set_input_files("#file", str(sheet))
        page.locator("main form button").click()
        assert wanted in page.inner_text("h1")
        page.evaluate(axe_source)
        for width in (1440, 360):
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == []
            assert page.evaluate(OVERFLOW) == 0


def test_a_long_list_is_searched_and_says_what_is_chosen(at: Open) -> None:
    page = at("/werk/maatregelen/records/m12/wijzigen/")
    field = page.locator("#c-areas")
    field.locator("summary").click()
    field.locator("input[type=search]").fill("middelland")
    assert 1 <= field.locator("li:visible").count() < 5
    field.locator("li:visible input").first.check()
    assert "Middelland" in field.locator(".many-chosen").inner_text()
    field.locator("input[type=search]").press("Enter")
    assert page.url.endswith("/wijzigen/")


def test_a_double_click_writes_once(at: Open) -> None:
    page = at("/werk/themas/toevoegen/")
    page.fill("#c-name_nl", "Dubbel geklikt")
    page.fill("#c-name_en", "Clicked twice")
    page.locator("button[value=send]").dblclick()
    page.wait_for_url(re.compile("/records/dubbel-geklikt/"))
    page.goto("/werk/themas/?q=dubbel")
    assert page.locator(".records-table tbody tr").count() == 1


def test_what_was_typed_survives_a_session_that_ended(at: Open) -> None:
    page = at("/werk/themas/toevoegen/")
    page.fill("#c-name_nl", "Nog steeds hier")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="wijkpeil")
    page.click("button[value=send]")
    page.context.add_cookies([each for each in cookies if each["name"] == "wijkpeil"])
    page.goto("/werk/")
    page.locator("a", has_text="Nog steeds hier").click()
    assert page.input_value("#c-name_nl") == "Nog steeds hier"
