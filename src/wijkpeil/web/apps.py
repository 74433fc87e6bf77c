"""The site as a Django application, so that its assets are found."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Addresses, views and assets."""

    name = "wijkpeil.web"
    label = "web"

    def ready(self) -> None:
        """Register what must hold before others can reach the site."""
        from wijkpeil.web import checks  # noqa: F401
