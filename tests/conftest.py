"""What all tests share: where things lie, how many examples Hypothesis makes, and the browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from spread import LONGEST_FIRST

PROJECT = Path(__file__).resolve().parent.parent
REFERENCE = PROJECT.parent / "shared" / "reference"

pytest_plugins = ["databases"]

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

settings.register_profile("dev", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", parent=settings.get_profile("dev"), max_examples=500)
settings.load_profile("dev")


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the project."""
    return PROJECT


@pytest.fixture(scope="session")
def rotterdam() -> Path:
    """The programme folder of Rotterdam's application of 2007."""
    return PROJECT / "programmes" / "rotterdam-2007"


@pytest.fixture(scope="session")
def reference() -> Path:
    """The reference folder beside the project; the test is skipped where that is absent."""
    if not REFERENCE.is_dir():
        pytest.skip("the reference folder ../shared/reference is absent")
    return REFERENCE


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; the test is skipped where there is none."""
    named = os.environ.get("WIJKPEIL_CHROMIUM")
    found = next((path for name in ([named] if named else CHROMIUM_NAMES) if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium, or set WIJKPEIL_CHROMIUM)")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A running headless browser (``playwright.sync_api.Browser``)."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS + as_root)
        yield running
        running.close()


@pytest.fixture(scope="session")
def browser_of_large_letters(browser: Any, chromium: str) -> Iterator[Any]:
    """The browser of someone who has letters twice as large as usual, on pages that leave that to the reader."""
    flags = [*CHROMIUM_FLAGS, "--blink-settings=defaultFontSize=32", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    running = browser.browser_type.launch(executable_path=chromium, args=flags)
    yield running
    running.close()


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The script of axe-core, to be evaluated in a page; the test is skipped where npm has not brought it."""
    script = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.skip("axe-core is not installed (make setup)")
    return script.read_text(encoding="utf-8")


LEAST_WORK = {"time_cost": 1, "memory_cost": 256, "parallelism": 1}
"""What a password costs in the process of the tests, which sign in thousands of times; real processes take it whole."""
whole_work: dict[str, int] = {}


@pytest.hookimpl
def pytest_configure() -> None:
    """Let tests sign people in without one-time codes, unless they are about those."""
    os.environ["WIJKPEIL_CODES"] = "optional"
    from django.conf import settings as site_settings

    site_settings.CODES = "optional"
    from django.contrib.auth.hashers import Argon2PasswordHasher

    for cost, least in LEAST_WORK.items():
        whole_work[cost] = getattr(Argon2PasswordHasher, cost)
        setattr(Argon2PasswordHasher, cost, least)


@pytest.fixture
def costly_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have passwords cost what they cost on a site."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    for cost, whole in whole_work.items():
        monkeypatch.setattr(Argon2PasswordHasher, cost, whole)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have the longest files begin first; within a file the order stays."""
    places = {PROJECT / "tests" / name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))
