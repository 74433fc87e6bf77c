"""The ways through the registers as a reader walks them, and what a machine can say of their accessibility."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from fit_for_all import OVERFLOW, Windows, violations

pytestmark = pytest.mark.browser

PAGES = (
    "/doelen/",
    "/doelen/O2/",
    "/doelen/E1/",
    "/signalen/",
    "/signalen/?group=kind&sort=better",
    "/signalen/3014/inkomen_k/",
    "/maatregelen/",
    "/maatregelen/m12/",
    "/prestaties/",
    "/geld/",
    "/afspraken/",
    "/partners/",
    "/partners/state/",
    "/pareltjes/",
    "/registers/",
    "/voorzieningen/",
    "/zones/",
    "/wijkplannen/",
    "/inzet/",
    "/inzet/?q=zzzz",
    "/narekening/",
    "/narekening/n03/",
    "/methode/",
    "/methode/vi2006/",
    "/toegankelijkheid/",
    "/zoeken/",
    "/zoeken/?q=school",
    "/indices/",
    "/indices/problems-pile-up/",
    "/indices/core-social-index/verkennen/?w.si_participatie=3",
    "/indices/safety-index/",
    "/en/targets/",
    "/en/targets/O4/",
    "/en/signals/?group=indicator",
    "/en/signals/3014/inkomen_k/",
    "/en/measures/",
    "/en/outputs/",
    "/en/money/",
    "/en/agreements/",
    "/en/partners/",
    "/en/practices/",
    "/en/registers/",
    "/en/facilities/",
    "/en/zones/",
    "/en/area-plans/",
    "/en/capacity/",
    "/en/recount/",
    "/en/recount/n09/",
    "/en/method/",
    "/en/method/ppc2007/",
    "/en/accessibility/",
    "/en/search/?q=zuid",
    "/en/indices/vrom-card/",
    "/en/indices/problems-pile-up/explore/?a=mazziotta-pareto&n=z-score",
)
Open = Callable[..., Any]
WrongWith = Callable[..., list[Any]]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_fit_for_all(windows: Windows, wrong_with: WrongWith, address: str, path: str) -> None:
    page = windows.open(address, path)
    assert wrong_with(page, second=path.startswith("/en/"), opened="details") == []
    assert windows.complained(address) == []


@pytest.mark.parametrize(
    ("register", "every"),
    [
        ("/doelen/", 2),
        ("/en/targets/", 2),
        ("/maatregelen/", 5),
        ("/en/measures/", 7),
        ("/partners/", 3),
        ("/en/partners/", 4),
        ("/narekening/", 6),
        ("/en/recount/", 9),
        ("/methode/", 3),
        ("/en/method/", 4),
        ("/gebieden/", 5),
        ("/en/areas/", 7),
    ],
)
def test_axe_finds_nothing_on_the_records_of_a_register(
    windows: Windows, axe_source: str, thorough: bool, address: str, register: str, every: int
) -> None:
    """Each target in one of the languages; each in both, and every record of all others, in ``make test-long``."""
    page = windows.open(address, register)
    links = page.evaluate("[...document.querySelectorAll('main a')].map(one => one.getAttribute('href'))")
    records = sorted({link for link in links if re.fullmatch(f"{register}[^/?#]+/", link or "")})
    assert records
    found = []
    first = 1 if register == "/en/targets/" else 0
    for path in records if thorough else records[first::every]:
        page.goto(address + path)
        page.evaluate(axe_source)
        found += [(path, *each) for each in violations(page)]
    assert found == []


@pytest.mark.parametrize("width", [656, 720, 920])
def test_targets_fit_between_a_phone_and_a_desk(open_page: Open, width: int) -> None:
    assert open_page("/doelen/", width=width).evaluate(OVERFLOW) == 0


@pytest.mark.parametrize("path", ["/geld/", "/narekening/", "/doelen/O2/", "/methode/vi2006/"])
def test_axe_finds_nothing_in_the_dark(windows: Windows, address: str, axe_source: str, path: str) -> None:
    page = windows.open(address, path, scheme="dark")
    page.evaluate(axe_source)
    assert violations(page) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_claim_is_found_by_its_verdict_and_followed_to_its_working(open_page: Open, scripts: bool) -> None:
    page = open_page("/narekening/", scripts=scripts)
    page.get_by_role("link", name=re.compile("klopt niet$")).first.click()
    claims = page.locator("article.claim")
    chips = page.locator("article.claim .chip-no")
    assert claims.count() == chips.count() > 0
    claims.first.locator(".working > summary").click()
    assert claims.first.locator("table.steps").first.is_visible()
    claims.first.get_by_role("link", name=re.compile("^controle")).click()
    assert page.locator("h2", has_text="De uitwerking").is_visible()
    assert page.locator(".margin .note").first.inner_text().startswith("regel")


def test_a_permanent_link_leads_to_the_claim_on_the_page_of_all(open_page: Open) -> None:
    page = open_page("/narekening/#n31")
    assert page.locator("#n31").is_visible()
    top = page.evaluate("document.getElementById('n31').getBoundingClientRect().top")
    assert -2 < top < 900


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_target_to_its_number_and_the_line_it_stands_on(open_page: Open, scripts: bool) -> None:
    page = open_page("/doelen/", scripts=scripts)
    page.get_by_label("Woorden").fill("veiligheidsindex in geen")
    page.get_by_role("main").get_by_role("button", name="Toon").click()
    page.get_by_role("link", name="Eind 2010 is de veiligheidsindex in geen van de gebieden").first.click()
    page.get_by_role("link", name=re.compile("^Veiligheidsindex")).first.click()
    row = page.get_by_role("row", name=re.compile("^Tarwewijk"))
    assert "5,3" in row.inner_text()
    assert "slechter dan de grens" in row.inner_text()
    assert "regel 1606" in row.inner_text()
    row.get_by_role("link").click()
    assert page.locator("h1").inner_text() == "Tarwewijk"


def test_the_lists_are_narrowed_with_the_keyboard_alone(open_page: Open) -> None:
    page = open_page("/en/measures/")
    page.get_by_label("Kind").focus()
    page.keyboard.press("ArrowDown")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("kind="))
    assert re.fullmatch(r"\d+ of 63 shown\.", page.locator(".found").inner_text())
    page.get_by_role("link", name="Show all").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/en/measures/\?$"))
    assert page.locator(".found").count() == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_a_resident_types_a_postcode(open_page: Open, scripts: bool) -> None:
    page = open_page("/zoeken/", scripts=scripts)
    page.locator("#page-q").fill("3081 ab")
    page.locator("#page-q").press("Enter")
    page.wait_for_url(re.compile("/gebieden/3081/$"))
    assert page.locator("h1").inner_text() == "Tarwewijk"


def test_the_other_language_is_the_same_page_with_the_same_choice(open_page: Open) -> None:
    page = open_page("/narekening/?verdict=contradicts")
    before = page.locator("article.claim").count()
    page.get_by_role("link", name="English").click()
    page.wait_for_url(re.compile(r"/en/recount/\?verdict=contradicts$"))
    assert page.locator("article.claim").count() == before


def test_the_table_says_what_the_picture_of_money_says(open_page: Open) -> None:
    page = open_page("/geld/")
    dots = page.locator("svg.scatter circle").count()
    page.get_by_text("Hetzelfde als tabel").click()
    assert page.locator("table.follow tbody tr").count() == dots
    assert page.locator("table.follow").is_visible()
