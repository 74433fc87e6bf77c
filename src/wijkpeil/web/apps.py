"""The site as a Django application, so that its assets are found."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Addresses, views and assets."""

    name = "wijkpeil.web"
    label = "web"

    def ready(self) -> None:
        """Journal, verify and forget what the account library keeps."""
        from wijkpeil.web import credentials

        credentials.connect()
