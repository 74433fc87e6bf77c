"""The explorer of an index by keyboard alone, on a phone and without scripts; and the pages of indices looked over."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fit_for_all import Windows

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
WrongWith = Callable[..., list[Any]]
INDEX = "/indices/simulated-liveability/"
EXPLORER = f"{INDEX}verkennen/"
PAGES = (
    "/indices/",
    INDEX,
    f"/en{INDEX}",
    EXPLORER,
    f"/en{INDEX}explore/?w.simulated-safe=9&n=min-max&a=geometric-mean",
    f"{EXPLORER}?a=geometric-mean&w.x=1",
    f"{EXPLORER}?s=.equal&n=rank&a=generalised-mean&p=-2&i=median&t=winsorise&a.0=copeland&w.simulated-safe=0",
    "/gebieden/simulated-17/",
)
SAFE = '.weight[data-field="w.simulated-safe"]'
FIRST = "#list tbody th"


@pytest.fixture(scope="module")
def city(chromium: str, project: Path, serve_site: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that shows the made-up city, whose figures carry margins."""
    workspace = tmp_path_factory.mktemp("city") / "workspace"
    environment = os.environ | {"WIJKPEIL_WORKSPACE": str(workspace), "WIJKPEIL_CODES": "optional"}
    command = Path(sys.executable).with_name("wijkpeil")
    for arguments in (["init"], ["load", str(project / "programmes" / "voorbeeldstad")]):
        subprocess.run([command, *arguments], env=environment, check=True, capture_output=True)
    with serve_site(environment, workspace.parent / "log") as found:
        yield found


@pytest.fixture
def opened(browser: Any, city: str) -> Iterator[Open]:
    """Open a path of the made-up city in a window of its own."""
    contexts = []

    def made(path: str, width: int = 1440, *, scripts: bool = True, scheme: str = "light") -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            color_scheme=scheme,
            reduced_motion="reduce",
            base_url=city,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(path)
        return page

    yield made
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_fit_for_all(windows: Windows, wrong_with: WrongWith, city: str, path: str, scheme: str) -> None:
    page = windows.open(city, path, scheme=scheme)
    assert wrong_with(page, second=scheme == "dark") == []
    assert windows.complained(city) == []


def order(page: Any) -> list[str]:
    return [str(one) for one in page.locator(FIRST).all_inner_texts()]


def test_keys_alone_set_a_weight_and_the_places_follow(opened: Open) -> None:
    page = opened(EXPLORER)
    declared = order(page)
    slide = page.locator(f"{SAFE} .slide")
    slide.focus()
    with page.expect_response(re.compile(r"moves\.json")):
        page.keyboard.press("End")
    page.wait_for_function("() => location.search.includes('w.simulated-safe=4')")
    assert page.locator(f"{SAFE} [name]").input_value() == "4"
    assert page.locator(f"{SAFE} output").inner_text() == "67%"
    assert order(page) != declared
    assert page.evaluate("document.activeElement.className") == "slide", "the focus stays where the reader is"
    told = page.locator("#told")
    told.filter(has_text="houden hun plaats").or_(told.filter(has_text="houdt zijn plaats")).wait_for(state="attached")
    assert told.inner_text() == page.locator(".moves-say").inner_text()
    page.reload()
    assert page.locator(f"{SAFE} [name]").input_value() == "4", "the address holds what was chosen"
    page.locator("a.filter-clear").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"verkennen/$"))
    assert order(page) == declared


def test_a_typed_weight_reaches_beyond_the_slider(opened: Open) -> None:
    page = opened(EXPLORER)
    field = page.locator(f"{SAFE} [name]")
    with page.expect_response(re.compile(r"moves\.json")):
        field.fill("40")
    page.wait_for_function("() => location.search.includes('w.simulated-safe=40')")
    assert page.locator(f"{SAFE} .slide").input_value() == "40"
    field.fill("veel")
    assert "w.simulated-safe=40" in page.url


def declared_places(page: Any) -> dict[str, str]:
    """The declared place of each area in the list."""
    names, shown = page.locator(FIRST).all_inner_texts(), page.locator("#list td[data-l=Vastgelegd]").all_inner_texts()
    return dict(zip(names, shown, strict=True))


def test_a_method_colours_the_map_and_the_declared_place_stays(opened: Open) -> None:
    page = opened(EXPLORER)
    declared = declared_places(page)
    numbers = page.locator("#map .map-number").all_text_contents()
    with page.expect_response(re.compile(r"moves\.json.*a=copeland")):
        page.locator("#f-a").select_option("copeland")
    page.wait_for_function("() => location.search === '?a=copeland'")
    assert page.locator("#map .map-number").all_text_contents() != numbers
    assert declared_places(page) == declared
    for link in page.locator("#map .map-area").all():
        assert link.get_attribute("aria-label").endswith(f"nummer {link.locator('.map-number').text_content()}")
    assert "twee aan twee" in page.locator("#f-a option:checked").inner_text()


def values(page: Any) -> dict[str, tuple[str, str]]:
    """Of each weight the number and where its slider stands."""
    rows = page.locator(".weight").all()
    return {
        row.get_attribute("data-field"): (row.locator("[name]").input_value(), row.locator(".slide").input_value())
        for row in rows
    }


def test_a_set_sets_all_weights_and_single_ones_differ_from_it(opened: Open) -> None:
    page = opened(EXPLORER)
    page.locator(f"{SAFE} [name]").fill("7")
    page.wait_for_function("() => location.search === '?w.simulated-safe=7'")
    page.locator("#f-s").select_option(".equal")
    page.wait_for_function("() => location.search === '?s=.equal'")
    assert set(values(page).values()) == {("1", "1")}
    assert page.locator(f"{SAFE} .declared").inner_text() == "vastgelegd 2, dat is 50%"
    page.locator(f"{SAFE} [name]").fill("0")
    page.wait_for_function("() => location.search === '?s=.equal&w.simulated-safe=0'")
    assert page.locator(f"{SAFE} output").inner_text() == "doet niet mee"
    assert page.locator(".part .meta").all_inner_texts() == ["1 anders", ""]
    page.locator(".chosen a").first.click()
    page.wait_for_url(re.compile(r"\?w\.simulated-safe=0$"))
    assert values(page)["w.simulated-moving"] == ("1", "1")
    assert values(page)["w.simulated-kept-pillar"] == ("3", "3")


def test_an_emptied_weight_is_that_of_its_set_again(opened: Open) -> None:
    page = opened(f"{EXPLORER}?w.simulated-safe=7")
    field = page.locator(f"{SAFE} [name]")
    field.fill("")
    page.wait_for_function("() => location.search === ''")
    field.press("Tab")
    page.locator("#f-a").select_option("copeland")
    page.wait_for_function("() => location.search === '?a=copeland'")
    page.wait_for_function("() => document.querySelector('#f-w\\\\.simulated-safe').value === '2'")


def test_a_power_is_asked_for_where_one_counts(opened: Open) -> None:
    page = opened(EXPLORER)
    power = page.locator(".power .slide")
    assert not power.is_visible()
    page.locator("#f-a").select_option("generalised-mean")
    power.focus()
    page.keyboard.press("End")
    page.wait_for_function("() => location.search === '?a=generalised-mean&p=10'")
    assert page.locator("#f-p").input_value() == "10"
    first = page.locator("#f-a\\.0 option").first
    assert first.text_content() == "zoals overal: gemiddelde met een macht naar keuze"


def test_what_cannot_be_computed_keeps_the_last_picture(opened: Open) -> None:
    page = opened(f"{EXPLORER}?a=copeland")
    places, numbers = order(page), page.locator("#map .map-number").all_text_contents()
    page.locator("#f-a").select_option("geometric-mean")
    page.locator(".moves-say").filter(has_text="niet te berekenen").wait_for()
    assert order(page) == places
    assert page.locator("#map .map-number").all_text_contents() == numbers
    page.get_by_role("link", name="Met de schaal").click()
    page.wait_for_url(re.compile("n=min-max"))
    assert page.locator("#f-n").input_value() == "min-max"
    assert not page.locator(".moves-say").filter(has_text="niet te berekenen").count()


def test_what_is_overtaken_is_not_shown(opened: Open) -> None:
    page = opened(EXPLORER)
    held: list[Any] = []
    page.route(re.compile(r"moves\.json"), lambda route: held.append(route) if not held else route.continue_())
    slide = page.locator(f"{SAFE} .slide")
    slide.focus()
    page.keyboard.press("End")
    page.wait_for_timeout(300)
    assert held
    with page.expect_response(re.compile(r"w\.simulated-safe=0(&|$)")):
        page.keyboard.press("Home")
    page.wait_for_function("() => location.search.includes('w.simulated-safe=0')")
    assert page.locator(f"{SAFE} output").inner_text() == "doet niet mee"
    assert page.locator(".moved").get_attribute("aria-busy") is None


def test_without_an_answer_it_is_said_and_the_list_stays(opened: Open) -> None:
    page = opened(EXPLORER)
    before = order(page)
    page.route(re.compile(r"moves\.json"), lambda route: route.abort())
    page.locator(f"{SAFE} .slide").focus()
    page.keyboard.press("End")
    page.locator("#told").filter(has_text="gaf geen antwoord").wait_for(state="attached")
    assert order(page) == before


def test_without_scripts_a_button_does_the_same(opened: Open) -> None:
    page, scripted = opened(EXPLORER, scripts=False), opened(f"{EXPLORER}?w.simulated-safe=9&a=copeland")
    assert not page.locator(f"{SAFE} .slide").is_visible()
    page.locator(f"{SAFE} [name]").fill("9")
    page.locator("#f-a").select_option("copeland")
    page.locator("#set button").click()
    assert order(page) == order(scripted)
    assert page.locator(".moves-say").inner_text() == scripted.locator(".moves-say").inner_text()
    page.locator("#f-s").select_option(".equal")
    page.locator("#set button").click()
    assert page.locator(f"{SAFE} [name]").input_value() == "1"
    assert page.locator("#f-a").input_value() == "copeland"


def test_on_a_phone_what_happens_stays_in_sight(opened: Open) -> None:
    page = opened(EXPLORER, width=360)
    slide = page.locator(f"{SAFE} .slide")
    slide.scroll_into_view_if_needed()
    slide.focus()
    with page.expect_response(re.compile(r"moves\.json")):
        page.keyboard.press("End")
    glance = page.locator(".glance")
    glance.wait_for(state="visible")
    box = glance.bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 900
    assert page.locator(".moves-say").inner_text() == glance.inner_text()
