"""The site is for reading: nothing else is let in, and who runs it can be written to."""

import pytest
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/", "/bord/", "/en/board/", "/data/claims.json", "/gebieden/3081/"])
def test_only_reading_is_allowed(site: Client, method: str, path: str) -> None:
    answer = getattr(site, method)(path)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}


def test_the_statement_names_whom_to_write_to(site: Client) -> None:
    with override_settings(CONTACT="help@example.org"):
        assert 'href="mailto:help@example.org"' in site.get("/toegankelijkheid/").content.decode()
    assert "mailto:" not in site.get("/toegankelijkheid/").content.decode()


def test_heads_are_answered(site: Client) -> None:
    answer = site.head("/bord/")
    assert (answer.status_code, answer.content) == (200, b"")
