"""The workplace as a person walks it: with the keyboard, on a phone, without scripts, two at a time."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fit_for_all import OVERFLOW, violations

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


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


def press(page: Any, matches: str, reaches: str) -> None:
    """Go to what a selector finds with the tab key, press enter, and wait for where that leads."""
    press_to(page, matches)
    page.keyboard.press("Enter")
    page.wait_for_url(reaches)


def type_over(page: Any, control: str, text: str) -> None:
    press_to(page, control)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def test_a_whole_task_from_signing_in_to_undoing_with_the_keyboard_alone(browser: Any, at: Open, place: Any) -> None:
    page = browser.new_context(base_url=place[0], viewport={"width": 1440, "height": 900}).new_page()
    page.goto("/account/inloggen/")
    press_to(page, "input[name=login]")
    page.keyboard.type(place[1]["email"])
    press_to(page, "input[name=password]")
    page.keyboard.type("a long enough password 1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/werk/")
    press(page, "a[href='/werk/maatregelen/']", "**/werk/maatregelen/")
    press_to(page, "#f-q")
    page.keyboard.type("stadsmariniers")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=stadsmariniers*")
    press(page, ".records-table a", "**/records/*/")
    record = page.url
    named = page.inner_text("h1")
    press(page, "a[href$='/wijzigen/']", "**/wijzigen/")
    other = at(page.url.removeprefix(place[0]))
    other.fill("#c-name_nl", "Van een ander")
    other.click("button[value=send]")
    type_over(page, "#c-name_nl", "Met het toetsenbord")
    page.keyboard.press("Enter")
    page.wait_for_selector(".clash")
    assert page.evaluate("document.activeElement.matches('[autofocus]')"), "what happened is where one goes on"
    press_to(page, "input[name=choose-name_nl]")
    page.keyboard.press("ArrowDown")
    assert page.locator("input[name=choose-name_nl][value=theirs]").is_checked()
    page.keyboard.press("ArrowUp")
    press(page, "button[value=send]", record)
    assert page.inner_text("h1") == "Met het toetsenbord"
    press_to(page, ".notice button")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Dat is ongedaan gemaakt.")
    assert page.inner_text("h1") == "Van een ander" != named
    page.context.close()


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
    page.get_by_role("link", name="Nog steeds hier", exact=True).click()
    assert page.input_value("#c-name_nl") == "Nog steeds hier"
