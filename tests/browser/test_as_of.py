"""Pages as they stood, in a browser: readable by all, on every width, and reached without scripts."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fit_for_all import Windows

pytestmark = pytest.mark.browser

TODAY = date.today().isoformat()
PAGES = (
    "/op/logboek-1/",
    "/op/logboek-1/bord/",
    "/op/logboek-1/maatregelen/m02/",
    f"/op/{TODAY}/gebieden/3025/",
    f"/en/as-of/{TODAY}/targets/O2/",
    "/en/as-of/journal-1/search/?q=school",
    "/op/1999-12-31/bord/",
    "/en/as-of/yesterday/",
    "/op/logboek-1/nergens/",
    "/geschiedenis/",
    "/en/history/go/?date=2999-01-01",
    "/geschiedenis/measures/m02/",
    "/en/as-of/journal-1/history/",
)
Open = Callable[..., Any]
WrongWith = Callable[..., list[Any]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_fit_for_all(windows: Windows, wrong_with: WrongWith, address: str, path: str, scheme: str) -> None:
    page = windows.open(address, path, scheme=scheme)
    assert wrong_with(page, second=scheme == "dark", opened="") == []
    assert windows.complained(address) == []


def test_a_reader_goes_to_a_day_and_on_and_back_without_scripts(open_page: Open) -> None:
    page = open_page("/bord/?sort=-vi2006", scripts=False)
    page.get_by_label("Bekijk deze pagina zoals die stond op").fill(TODAY)
    page.locator("form.when").get_by_role("button", name="Toon").click()
    assert page.url.endswith(f"/op/{TODAY}/bord/?sort=-vi2006")
    assert page.locator(".stood").is_visible()
    page.get_by_role("link", name="Gebieden", exact=True).first.click()
    assert page.url.endswith(f"/op/{TODAY}/gebieden/")
    page.get_by_role("link", name="English", exact=True).click()
    assert page.url.endswith(f"/en/as-of/{TODAY}/areas/")
    page.get_by_role("link", name="To this page now").click()
    assert page.url.endswith("/en/areas/")
    assert page.locator(".stood").count() == 0


def test_from_the_days_to_a_day_by_keyboard(open_page: Open) -> None:
    page = open_page("/geschiedenis/")
    page.locator(".changes th a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/op/\d{4}-\d\d-\d\d/$"))
    assert page.locator(".stood strong").inner_text().startswith("Zoals het stond aan het eind van")


def test_a_printed_page_says_which_moment_it_shows(open_page: Open) -> None:
    page = open_page("/op/logboek-1/maatregelen/m02/")
    page.emulate_media(media="print")
    assert page.locator(".stood strong").is_visible()
    assert not page.locator(".stood-links").is_visible()
    assert not page.locator("form.when").is_visible()
