"""The pages as a Django application, so that their templates and tags are found."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Presenters, sentences and templates."""

    name = "wijkpeil.pages"
    label = "pages"
