"""Every page at 200 % and 400 % zoom, and with large letters: nothing scrolls sideways, is cut off or overlaps.

WCAG 2.2, 1.4.4 (resize text) and 1.4.10 (reflow). A window of 1280 pixels shows 640 CSS pixels at 200 %, 320 at 400 %.
A picture is left out: its words stand beside it.
"""

import os
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import pytest

pytestmark = pytest.mark.browser
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def beside(name: str) -> dict[str, Any]:
    """What a file of tests beside this one holds, such as the pages that it walks."""
    return runpy.run_path(str(Path(__file__).with_name(f"{name}.py")))


SIGNED_IN = beside("test_signed_in")
PAGES = (
    *beside("test_reading")["PAGES"],
    *beside("test_registers")["PAGES"],
    "/geschiedenis/",
    "/en/history/",
    "/account/inloggen/",
    "/en/account/sign-in/",
    "/api/",
)
EVERY = 11
"""One page in so many is tried each time; the others where there is time."""
NORMAL, LARGE = (640, 320), (1280, 640)
"""Widths of windows in CSS pixels: at 200 and 400 % zoom, and with large letters without zoom and at 200 %."""
MEASURE = """
() => {
  const found = [], frames = new Map();
  // What can be seen of an element: of a frame that scrolls its inside, of a box for those who listen nothing.
  const frame = (one) => {
    if (one === document.body) return {left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity};
    if (!frames.has(one)) {
      const outer = frame(one.parentElement), style = getComputedStyle(one), ways = [style.overflowX, style.overflowY];
      const box = one.getBoundingClientRect(), hides = ways.some(each => each !== "visible");
      const scrolls = ways.some(each => each === "auto" || each === "scroll");
      const narrows = scrolls || (hides && (box.width < 3 || box.height < 3));
      frames.set(one, narrows ? {
        left: Math.max(outer.left, box.left), right: Math.min(outer.right, box.right),
        top: Math.max(outer.top, box.top), bottom: Math.min(outer.bottom, box.bottom),
      } : outer);
    }
    return frames.get(one);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, one = node.parentElement;
    if (!node.data.trim() || !one.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})) continue;
    if (one.closest("svg, option, select, script, style, noscript, [class*=skip]")) continue;
    const range = document.createRange(), seen = frame(one);
    range.selectNodeContents(node);
    for (const each of range.getClientRects()) {
      const rect = {
        left: Math.max(each.left, seen.left), right: Math.min(each.right, seen.right),
        top: Math.max(each.top, seen.top), bottom: Math.min(each.bottom, seen.bottom),
      };
      rect.width = rect.right - rect.left; rect.height = rect.bottom - rect.top;
      if (rect.width > 3 && rect.height > 3) found.push({node, one, rect});
    }
  }
  return found;
}
"""
CUT = f"""
() => {{
  const wrong = [];
  for (const {{node, one, rect}} of ({MEASURE})()) {{
    const told = node.data.trim().slice(0, 40);
    if (rect.right > innerWidth + 1 || rect.left < -1) wrong.push([told, "beside the window"]);
    for (let up = one; up !== document.body; up = up.parentElement) {{
      const style = getComputedStyle(up), ways = [style.overflowX, style.overflowY];
      if (ways.some(each => each === "auto" || each === "scroll")) break;
      if (!ways.some(each => each === "hidden" || each === "clip")) continue;
      const box = up.getBoundingClientRect();
      const over = Math.max(rect.right - box.right, box.left - rect.left, rect.bottom - box.bottom, box.top - rect.top);
      if (over > 4) {{ wrong.push([told, up.tagName, up.getAttribute("class"), Math.round(over)]); break; }}
    }}
  }}
  return wrong.slice(0, 5);
}}
"""
OVERLAPS = f"""
() => {{
  const found = ({MEASURE})().sort((a, b) => a.rect.top - b.rect.top), wrong = [];
  for (let i = 0; i < found.length; i++) {{
    const a = found[i].rect;
    for (let j = i + 1; j < found.length && found[j].rect.top < a.bottom; j++) {{
      if (found[i].node === found[j].node) continue;
      const b = found[j].rect;
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      if (wide > 3 && high > 0.45 * Math.min(a.height, b.height))
        wrong.push([i, j].map(one => found[one].node.data.trim().slice(0, 30)));
    }}
  }}
  return wrong.slice(0, 5);
}}
"""
LETTERS = f"""
() => {{
  const ones = [...new Set(({MEASURE})().map(each => each.one))], counts = {{}};
  // By kind and place: what a page says can be another each time, such as a secret, and a menu holds other links.
  const way = (one) => one === document.body ? "" : `${{way(one.parentElement)}}>${{one.tagName}}.${{one.className}}`;
  const named = (kind) => `${{kind}} ${{(counts[kind] = (counts[kind] ?? 0) + 1)}}`;
  return ones.map(one => [parseFloat(getComputedStyle(one).fontSize), named(way(one))]);
}}
"""


def wrong_at(page: Any, *widths: int) -> list[Any]:
    """What a reader could not read of a page in windows of these widths, all of it open."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    wrong: list[Any] = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [(width, "scrolls sideways")] if page.evaluate(OVERFLOW) > 0 else []
        wrong += [(width, "is cut off", each) for each in page.evaluate(CUT)]
        wrong += [(width, "overlaps", each) for each in page.evaluate(OVERLAPS)]
    return wrong


@pytest.fixture
def enlarged(browser: Any, browser_of_large_letters: Any) -> Callable[..., list[Any]]:
    """What is wrong with the page at an address when it is enlarged in either way."""

    def found(address: str, session: str = "") -> list[Any]:
        wrong: list[Any] = []
        letters: list[dict[str, float]] = []
        for each, widths in ((browser, NORMAL), (browser_of_large_letters, LARGE)):
            context = each.new_context(viewport={"width": widths[0], "height": 900}, reduced_motion="reduce")
            if session:
                context.add_cookies([{"name": "wijkpeil", "value": session, "url": address}])
            page = context.new_page()
            page.goto(address)
            letters.append({name: size for size, name in page.evaluate(LETTERS)})
            wrong += [
                ("large letters" if each is browser_of_large_letters else "zoom", one)
                for one in wrong_at(page, *widths)
            ]
            context.close()
        return wrong + stays_small(*letters)

    return found


def stays_small(before: dict[str, float], after: dict[str, float]) -> list[Any]:
    """What does not follow the reader's size, where both the letters and the window are twice as large."""
    both = before.keys() & after.keys()
    # A narrow window has a menu in place of the links of a wide one.
    assert len(both) > 0.5 * len(before)
    return [(each, "stays small") for each in both if after[each] < 1.95 * before[each]]


def some(pages: Any) -> list[Any]:
    """Pages, most of them for the long run alone."""
    return [
        pytest.param(*(one if isinstance(one, tuple) else (one,)), marks=[pytest.mark.long] if at % EVERY else [])
        for at, one in enumerate(pages)
    ]


@pytest.mark.parametrize("path", some(PAGES))
def test_a_public_page_can_be_enlarged(enlarged: Callable[..., list[Any]], address: str, path: str) -> None:
    assert enlarged(address + path) == []


@pytest.mark.parametrize(
    ("language", "who", "asked"), some([(tongue, *one) for one in SIGNED_IN["PAGES"] for tongue in ("nl", "en")])
)
def test_a_page_behind_signing_in_can_be_enlarged(
    enlarged: Callable[..., list[Any]], place: Any, who: str, asked: tuple[Any, ...], language: str
) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkpeil.web.settings")
    django.setup()
    path = SIGNED_IN["address"](language, place, *asked)
    assert enlarged(place[0] + path, place[1][who]) == []


WITH_HEADINGS = (
    "/",
    "/en/areas/3081/",
    "/stand/",
    "/signalen/",
    "/en/indices/vrom-card/",
    "/methode/",
    "/account/inloggen/",
)
HEADINGS = """
() => [...document.querySelectorAll("main :is(h1, h2, h3, .say)")]
  .filter(one => one.checkVisibility({checkVisibilityCSS: true}) && one.getBoundingClientRect().width > 3)
  .map(one => {
    const range = document.createRange();
    range.selectNodeContents(one);
    const right = Math.max(...[...range.getClientRects()].filter(each => each.width > 3).map(each => each.right));
    return [one.textContent.trim().slice(0, 40), parseFloat(getComputedStyle(one).fontSize), right <= innerWidth + 1];
  })
"""


@pytest.mark.parametrize("width", [1440, 768, 360])
def test_headings_are_twice_as_large_in_the_same_window_and_fit(
    browser: Any, browser_of_large_letters: Any, address: str, width: int
) -> None:
    wrong = []
    for path in WITH_HEADINGS:
        told = []
        for each in (browser, browser_of_large_letters):
            page = each.new_page(viewport={"width": width, "height": 900})
            page.goto(address + path)
            told.append(page.evaluate(HEADINGS))
            page.close()
        usual, large = told
        assert [one[0] for one in usual] == [one[0] for one in large]
        assert usual
        wrong += [(path, *one, two[1]) for one, two in zip(usual, large, strict=True) if two[1] < 1.99 * one[1]]
        wrong += [(path, "beside the window", *one) for one in [*usual, *large] if not one[2]]
    assert wrong == []


BAD = """
() => {
  const html = "<p id=a>Een lange zin die wordt afgesneden</p><p id=b>Er bovenop gelegd</p><p id=c>Te breed</p>";
  document.querySelector("main").insertAdjacentHTML("afterbegin", html);
  const [a, b, c] = [..."abc"].map(id => document.getElementById(id));
  Object.assign(a.style, {width: "60px", whiteSpace: "nowrap", overflow: "hidden", margin: 0});
  Object.assign(b.style, {marginTop: "-1.2em"});
  Object.assign(c.style, {width: "2000px"});
}
"""


def test_what_is_wrong_would_be_found(open_page: Callable[..., Any]) -> None:
    page = open_page("/")
    assert wrong_at(page, *NORMAL) == []
    page.evaluate(BAD)
    assert {each[1] for each in wrong_at(page, 320)} == {"scrolls sideways", "is cut off", "overlaps"}
    assert stays_small({"p": 14, "h1": 40}, {"p": 14, "h1": 80}) == [("p", "stays small")]
