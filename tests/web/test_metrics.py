"""Metrics: who may read them, and that they say nothing of paths or people."""

import pytest
from django.test import Client, override_settings
from prometheus_client.parser import text_string_to_metric_families

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-more-than-twenty-signs"


def counted(site: Client) -> dict[tuple[str, str], float]:
    """Number of requests by view and status."""
    families = text_string_to_metric_families(site.get("/metrics").content.decode())
    return {
        (sample.labels["view"], sample.labels["status"]): sample.value
        for family in families
        for sample in family.samples
        if sample.name == "wijkpeil_request_seconds_count"
    }


def test_requests_are_counted_by_view_and_status(site: Client) -> None:
    before = counted(site)
    asked = [
        ("/bord/?q=secret", ("board", "200")),
        ("/en/board/", ("board", "200")),
        ("/nope-secret/", ("none", "404")),
    ]
    asked += [("/gebieden/nope-secret/", ("area", "404")), ("/static/nope-secret.css", ("static", "404"))]
    for path, _ in asked:
        site.get(path)
    after = counted(site)
    for key in {key for _, key in asked}:
        assert after[key] - before.get(key, 0) == [each for _, each in asked].count(key), key
    page = site.get("/metrics")
    assert page.headers["Content-Type"].startswith("text/plain; version=")
    assert "secret" not in page.content.decode()


def test_the_version_is_among_them(site: Client) -> None:
    from wijkpeil import __version__

    assert f'wijkpeil_version{{version="{__version__}"}} 1.0' in site.get("/metrics").content.decode()


@pytest.mark.parametrize(
    ("extra", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "::ffff:127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "10.0.0.7"}, 401),
        ({"REMOTE_ADDR": ""}, 401),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 401),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"}, 401),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=1.2.3.4"}, 401),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_VIA": "1.1 proxy"}, 401),
        ({"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, 200),
        ({"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": "Bearer wrong"}, 401),
        ({"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": f"Bearer {TOKEN}é"}, 401),
    ],
)
def test_only_this_machine_or_who_has_the_token_reads_them(extra: dict[str, str], status: int) -> None:
    with override_settings(METRICS_TOKEN=TOKEN):
        answer = Client().get("/metrics", **extra)
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    assert (status == 401) == (answer.headers.get("WWW-Authenticate") == "Bearer")


def test_without_a_token_no_token_works() -> None:
    with override_settings(METRICS_TOKEN=""):
        assert Client().get("/metrics", REMOTE_ADDR="10.0.0.7", HTTP_AUTHORIZATION="Bearer ").status_code == 401
