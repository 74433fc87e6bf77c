"""The page about the API: everything of the document is on it, in a frame of both languages."""

import re

import pytest
from django.test import Client

from wijkpeil.web.api import api, document

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("path", "said"), [("/api/", "Als er iets mis is"), ("/en/api/", "When something is wrong")])
def test_the_page_shows_every_operation(site: Client, path: str, said: str) -> None:
    answer = site.get(path)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    for address, operations in document(api)["paths"].items():
        assert f"/api/v1{address}" in page
        for operation in operations.values():
            assert f'id="op-{operation["operationId"]}"' in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "<script" not in page
    assert "style=" not in page


def test_the_footer_leads_to_it(site: Client) -> None:
    assert 'href="/api/"' in site.get("/").content.decode()
    assert 'href="/en/api/"' in site.get("/en/").content.decode()
