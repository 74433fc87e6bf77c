"""The site as a Django application, so that its assets are found."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Addresses, views and assets."""

    name = "wijkpeil.web"
    label = "web"

    def ready(self) -> None:
        """Register what must hold before others can reach the site, and follow what the account library keeps."""
        from wijkpeil.web import checks, checks_outside, credentials, lasting, notices, recovery, security, totp, unfit  # noqa: F401

        credentials.connect()
        unfit.connect()
        security.connect()
        lasting.connect()
        recovery.connect()
        totp.connect()
