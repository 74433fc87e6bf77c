"""How mail leaves, by one address."""

import pytest

from wijkpeil.errors import WrongUse
from wijkpeil.web.mail import mail_settings


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", {"EMAIL_BACKEND": "dummy"}),
        ("console:", {"EMAIL_BACKEND": "console"}),
        ("file:///var/mail%20out", {"EMAIL_BACKEND": "filebased", "EMAIL_FILE_PATH": "/var/mail out"}),
        (
            "smtps://me%40x:p%3Aw@mail.example.org",
            {
                "EMAIL_HOST": "mail.example.org",
                "EMAIL_PORT": 465,
                "EMAIL_HOST_USER": "me@x",
                "EMAIL_HOST_PASSWORD": "p:w",
                "EMAIL_USE_SSL": True,
                "EMAIL_USE_TLS": False,
            },
        ),
        ("smtp://mail.example.org", {"EMAIL_PORT": 587, "EMAIL_USE_SSL": False, "EMAIL_USE_TLS": True}),
        ("smtp://mail.example.org:2525", {"EMAIL_PORT": 2525, "EMAIL_USE_TLS": True}),
        ("smtp://localhost", {"EMAIL_PORT": 25, "EMAIL_USE_TLS": False}),
    ],
)
def test_addresses_of_mail(url: str, told: dict[str, object]) -> None:
    found = mail_settings(url)
    found["EMAIL_BACKEND"] = found["EMAIL_BACKEND"].rsplit(".", 2)[-2]
    assert {name: found[name] for name in told} == told


@pytest.mark.parametrize("url", ["mail.example.org", "https://mail.example.org", "file://", "file://host/x", "smtp://"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(WrongUse, match="WIJKPEIL_MAIL_URL"):
        mail_settings(url)
