"""Every page of the site that can be read is timed, or it is said why not."""

import sys
from pathlib import Path

import pytest

UNTIMED = {
    "robots": "says the same to everybody",
    "history-go": "leads on to a page as it stood",
    "journal-verify": "holds the whole journal against its rows; timed as an operation",
    "journal-export": "writes the whole journal; timed as an operation",
    "data-signal-chart": "no series of the large programme is long enough for it",
    "data-index-change": "the large programme has one release, and figures of one period",
    "work-undo": "writes",
    "work-draft-remove": "writes",
    "work-restore": "writes",
    "account-give": "writes",
    "account-act": "writes",
    "account-erase": "asks for one's password first",
    "account-remove": "asks for one's password first",
    "account-token-revoke": "writes",
    "demo-switch": "is there in a demonstration alone",
    "invitation": "is opened once",
}
"""Names of addresses that no benchmark asks for, each with the reason."""
LIBRARY = ("account_", "mfa_", "openid_connect_", "socialaccount_", "api-1.0.0:")
"""Beginnings of names of pages that show nothing of the programme."""


@pytest.fixture
def timed(project: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    monkeypatch.syspath_prepend(str(project / "benchmarks"))
    monkeypatch.delitem(sys.modules, "large_pages", raising=False)
    import large_pages

    groups = (value for value in vars(large_pages).values() if isinstance(value, tuple))
    pages = [one for group in groups for one in group if isinstance(one, large_pages.Page)]
    return {page.view for page in (*pages, large_pages.WHOLE_SHEET)}


def test_every_page_is_timed_or_it_is_said_why_not(timed: set[str]) -> None:
    from django.urls import URLPattern, URLResolver, get_resolver

    def names(resolver: URLResolver) -> set[str]:
        found: set[str] = set()
        for each in resolver.url_patterns:
            if isinstance(each, URLPattern):
                found |= {each.name} if each.name else set()
            elif not each.namespace:
                found |= names(each)
        return found

    there = {name for name in names(get_resolver("wijkpeil.web.urls")) if not name.startswith(LIBRARY)}
    assert there - timed - UNTIMED.keys() == set()
    assert UNTIMED.keys() - there - {"demo-switch"} == set(), "an address that is no more"
    assert timed & UNTIMED.keys() == set()
