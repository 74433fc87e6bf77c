"""The addresses of the site: Dutch without a prefix, English under ``/en/``, each in its own words."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, path

from wijkpeil.web import urls_history, urls_journal, urls_people, urls_reading, urls_registers, urls_work
from wijkpeil.web.api import patterns as api_patterns
from wijkpeil.web.views import robots

urlpatterns: list[URLPattern | URLResolver] = [
    path("robots.txt", robots.robots, name="robots"),
    *api_patterns,
    *urls_people.fixed,
    *i18n_patterns(
        *urls_reading.patterns,
        *urls_registers.patterns,
        *urls_history.patterns,
        *urls_journal.patterns,
        *urls_people.patterns,
        *urls_work.patterns,
        prefix_default_language=False,
    ),
]

handler404 = "wijkpeil.web.views.errors.not_found"
handler500 = "wijkpeil.web.views.errors.failed"
