"""The statement on accessibility, in the structure of the Dutch model."""

from __future__ import annotations

from datetime import date

from wijkpeil.model.base import record
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import day

TESTED_ON = date(2026, 11, 23)
"""The day of the tests that the statement speaks of; they run with every change."""


@record
class AccessibilityPage:
    """The statement."""

    tested_on: str
    publisher: str
    contact: str
    """E-mail address of who runs the site; empty where none is set."""


def accessibility_page(context: ViewContext, language: str, contact: str = "") -> AccessibilityPage:
    """Make the statement."""
    return AccessibilityPage(tested_on=day(TESTED_ON, language), publisher=context.document.publisher, contact=contact)
