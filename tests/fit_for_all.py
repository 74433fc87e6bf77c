"""What a machine can say of a page that should be fit for all, in one visit: axe, sideways scrolling, the console."""

from collections.abc import Mapping
from typing import Any

WIDTHS = (1440, 1024, 768, 360, 320)
"""Windows in which nothing may scroll sideways."""
WIDE, NARROW = 1440, 360
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# The size of what is touched is of WCAG 2.2, which axe leaves out unless it is asked for.
AXE = """
colours => axe.run(document, {
  resultTypes: ["violations"], rules: {"target-size": {enabled: true}, "color-contrast": {enabled: colours}},
})
"""
EVERY = {WIDE: True, NARROW: True}


def violations(page: Any, colours: bool = True) -> list[Any]:
    """What axe finds on a page that holds its script: the rule, and up to three of the elements."""
    found = page.evaluate(AXE, colours)["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]


def looks(second: bool, thorough: bool) -> dict[int, bool]:
    """At which widths axe looks at a page, and whether at its colours too.

    A page comes in two languages, or light and dark, made by one template and one style sheet. The first of the two is
    looked at wide, and narrow without its colours; the ``second`` is looked at narrow. So each rule meets each width
    and each of the two, but not all three at once: that is for ``make test-long`` (``thorough``). The colours take more
    than half of what axe computes.
    """
    if thorough:
        return EVERY
    return {NARROW: True} if second else {WIDE: True, NARROW: False}


def unfit(page: Any, axe_source: str, opened: str = "", axe_at: Mapping[int, bool] = EVERY) -> list[Any]:
    """What is wrong with a page, with all that ``opened`` finds open: from wide to narrow, at each width once."""
    if opened:
        page.evaluate("found => document.querySelectorAll(found).forEach(one => { one.open = true })", opened)
    page.evaluate(axe_source)
    wrong: list[Any] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [(width, *each) for each in violations(page, axe_at[width])] if width in axe_at else []
        wrong += [(width, "scrolls sideways")] if page.evaluate(OVERFLOW) else []
    return [(page.url, each) for each in wrong]


class Windows:
    """A browser with a window that stays for each person and scheme, in which page after page is opened.

    A window for each page would fetch and read all fonts and styles anew, which is most of what a visit costs.
    """

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.pages: dict[tuple[str, str, str], Any] = {}
        self.complaints: list[str] = []
        self.fetched: list[str] = []

    def open(self, site: str, path: str, session: str = "", scheme: str = "light") -> Any:
        """Open a page, wide; ``session``: the key of somebody who is signed in."""
        key = (site, session, scheme)
        if key not in self.pages:
            self.pages[key] = self._window(site, session, scheme)
        page = self.pages[key]
        page.set_viewport_size({"width": WIDE, "height": 900})
        self.complaints.clear()
        self.fetched.clear()
        page.goto(site + path)
        return page

    def _window(self, site: str, session: str, scheme: str) -> Any:
        context = self.browser.new_context(color_scheme=scheme, reduced_motion="reduce")
        if session:
            context.add_cookies([{"name": "wijkpeil", "value": session, "url": site}])
        page = context.new_page()
        page.on("console", lambda said: self._note(page, said))
        page.on("request", lambda request: self.fetched.append(request.url))
        return page

    def _note(self, page: Any, said: Any) -> None:
        # That the page itself is one that says there is none, a browser complains of too.
        itself = said.text.startswith("Failed to load resource") and said.location["url"] == page.url
        if said.type == "error" and not itself:
            self.complaints.append(said.text)

    def complained(self, site: str) -> list[str]:
        """What the browser complained of since a page was opened, and what it fetched from elsewhere."""
        return [*self.complaints, *(url for url in self.fetched if not url.startswith((site, "data:")))]

    def close(self) -> None:
        """Close every window."""
        for page in self.pages.values():
            page.context.close()
