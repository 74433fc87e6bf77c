"""The ways through the overview, the board and the areas as a reader walks them."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from fit_for_all import OVERFLOW, Windows, violations

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/?indicator=ppc2007",
    "/bord/",
    "/bord/?sort=-vi2006&disputed=on",
    "/gebieden/",
    "/gebieden/3081/",
    "/gebieden/3072/?compare=3035",
    "/gebieden/kw-oud-zuid/",
    "/gebieden/3011/",
    "/gebieden/bestaat-niet/",
    "/en/",
    "/en/board/",
    "/en/areas/",
    "/en/areas/3075/",
    "/en/areas/rotterdam/",
    "/stand/",
    "/en/status/?status=too-early&since=2006-12-31",
    "/themas/safety/",
    "/en/themes/finance/",
)
SHIFT = """
new Promise((found) => {
  let total = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) total += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => found(total), 600);
})
"""
Open = Callable[..., Any]
WrongWith = Callable[..., list[Any]]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_fit_for_all(windows: Windows, wrong_with: WrongWith, address: str, path: str) -> None:
    page = windows.open(address, path)
    assert wrong_with(page, second=path.startswith("/en/"), opened="details") == []
    assert windows.complained(address) == []


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_the_overview_wraps_with_letters_twice_as_large(open_page: Open, path: str) -> None:
    page = open_page(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for width in (1440, 1280, 1024, 768):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERFLOW) == 0, width


@pytest.mark.parametrize("path", ["/", "/bord/", "/en/areas/3081/"])
def test_axe_finds_nothing_in_the_dark(windows: Windows, address: str, axe_source: str, path: str) -> None:
    page = windows.open(address, path, scheme="dark")
    page.evaluate(axe_source)
    assert violations(page) == []


def test_from_the_first_page_to_a_neighbourhood_in_one_click(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_role("link", name="Tarwewijk", exact=True).first.click()
    assert page.locator("h1").inner_text() == "Tarwewijk"
    assert "9 van de 12 cijfers" in page.locator(".say").inner_text()


def test_from_the_first_page_by_postcode(open_page: Open) -> None:
    page = open_page("/en/")
    page.get_by_label("Find your neighbourhood").fill("3081 ab")
    page.get_by_role("button", name="Search").click()
    assert page.locator("h1").inner_text() == "Tarwewijk"


def test_the_overview_answers_on_one_screen(open_page: Open) -> None:
    page = open_page("/")
    lowest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('main section')].map(one => one.getBoundingClientRect().bottom))"
    )
    assert lowest <= 900


@pytest.mark.parametrize("path", ["/", "/bord/", "/gebieden/3081/"])
def test_nothing_shifts_while_a_page_loads(open_page: Open, path: str) -> None:
    assert open_page(path).evaluate(SHIFT) < 0.01


def test_the_map_names_an_area_that_has_the_keyboard(open_page: Open) -> None:
    page = open_page("/")
    area = page.locator(".map-area").first
    assert not area.locator(".map-name").is_visible()
    area.focus()
    assert area.locator(".map-name").is_visible()


def test_the_board_sorts_and_filters_by_keyboard(open_page: Open) -> None:
    page = open_page("/bord/")
    page.get_by_role("link", name="PPC-score", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=ppc2007")
    assert page.locator("th.name").first.inner_text().startswith("Tarwewijk")
    page.locator(".board-filter summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Naam of postcode").focus()
    page.keyboard.type("noorden")
    page.keyboard.press("Enter")
    page.wait_for_url("**name=noorden**")
    assert page.locator("th.name").count() == 2


def test_the_board_opens_an_area_on_a_phone(open_page: Open) -> None:
    page = open_page("/bord/", width=360)
    row = page.locator("tbody tr", has_text="Middelland")
    assert not row.locator(".count").first.is_visible()
    row.get_by_role("checkbox", name="Toon de cijfers van Middelland").check()
    assert row.locator(".count").first.is_visible()
    assert row.get_by_text("−0,9").is_visible()
    assert page.evaluate(OVERFLOW) == 0


def test_the_head_of_the_board_stays_in_view(open_page: Open) -> None:
    page = open_page("/bord/")
    page.locator("tbody tr").last.scroll_into_view_if_needed()
    page.evaluate("window.scrollTo(0, 700)")
    top = page.locator(".board .ind").bounding_box()["y"]
    assert 0 <= top < 200


def test_everything_works_without_scripts(open_page: Open) -> None:
    page = open_page("/bord/", scripts=False)
    page.get_by_role("link", name="telt mee", exact=True).click()
    assert "176" in page.locator("tfoot tr").first.inner_text()
    page.goto(page.url.split("/bord/")[0] + "/")
    page.get_by_label("Kleuren naar").select_option("vi2006")
    page.get_by_role("main").get_by_role("button", name="Toon").click()
    assert page.locator("#h-rank").inner_text().startswith("Veiligheid")
    page.get_by_role("link", name="Oude Noorden 3035").first.click()
    assert page.locator("h1").inner_text() == "Oude Noorden"
    page.get_by_label("Vergelijk met").select_option("3081")
    page.get_by_role("button", name="Vergelijk").click()
    assert "Tarwewijk" in page.locator(".strips thead").first.inner_text()


def test_arrow_keys_walk_along_the_other_areas(open_page: Open) -> None:
    page = open_page("/gebieden/3081/")
    strip = page.locator(".strip-box").first
    strip.focus()
    page.keyboard.press("ArrowRight")
    first = strip.locator(".strip-name").inner_text()
    page.keyboard.press("ArrowRight")
    assert strip.locator(".strip-name").inner_text() != first
    page.keyboard.press("Escape")
    assert not strip.locator(".strip-name").is_visible()


def test_the_skip_link_is_first_and_leads_to_the_content(open_page: Open) -> None:
    page = open_page("/bord/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(
    ("path", "background"),
    [
        ("/", True),
        ("/en/", False),
        ("/bord/", False),
        ("/en/board/", True),
        *(pytest.param(*one, marks=pytest.mark.long) for one in (("/", False), ("/en/", True), ("/bord/", True))),
        pytest.param("/en/board/", False, marks=pytest.mark.long),
    ],
)
def test_a_top_page_prints_on_one_sheet(open_page: Open, path: str, background: bool) -> None:
    """Each page, in each language, with and without its background; all of these at once in ``make test-long``."""
    document = open_page(path).pdf(prefer_css_page_size=True, print_background=background)
    assert len(re.findall(rb"/Type /Page\b", document)) == 1


def test_an_area_on_paper_keeps_its_columns(open_page: Open) -> None:
    page = open_page("/gebieden/3081/", width=688)
    folded = page.locator(".strips tbody tr").first.bounding_box()["height"]
    page.emulate_media(media="print")
    assert page.locator(".strips thead").first.bounding_box()["width"] > 300
    assert page.locator(".strips tbody tr").first.bounding_box()["height"] < folded


def test_forced_colours_keep_the_current_page_and_the_marks(open_page: Open) -> None:
    page = open_page("/bord/")
    page.emulate_media(forced_colors="active")
    style = "(one, [part, name]) => getComputedStyle(one, part)[name]"
    canvas = page.locator("body").evaluate(style, [None, "backgroundColor"])
    under = "borderBottomColor"
    assert page.locator(".menu-wide a[aria-current]").evaluate(style, [None, under]) != canvas
    assert page.locator(".menu-wide a:not([aria-current])").first.evaluate(style, [None, under]) == canvas
    assert page.locator(".board tbody td.gap").first.evaluate(style, [None, "borderLeftColor"]) == canvas
    assert page.locator(".board .sg-city").evaluate(style, ["::before", "borderLeftColor"]) == canvas
    assert page.locator(".board .sg-city").evaluate(style, ["::before", "borderTopColor"]) != canvas


def test_the_tables_of_a_comparison_share_their_columns(open_page: Open) -> None:
    page = open_page("/gebieden/3081/?compare=3072")
    boxes = [one.bounding_box() for one in page.locator(".strip-box").all()]
    assert len({(box["x"], box["width"]) for box in boxes}) == 1
