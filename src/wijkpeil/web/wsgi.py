"""The site for a WSGI server, such as gunicorn."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkpeil.web.settings")

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections

from wijkpeil.web.assets import collect_assets

django.setup()
# WhiteNoise lists the files when the application is made, so that they have to be there first.
collect_assets()
application = get_wsgi_application()


def _warm_up() -> None:
    """Read the programme before the server divides into workers: they share it, and no reader waits for it."""
    from wijkpeil.errors import WijkpeilError
    from wijkpeil.pages.context import current_context
    from wijkpeil.pages.overview import overview_page

    try:
        context = current_context(settings.PROGRAMME)
        for language, _name in settings.LANGUAGES:
            overview_page(context, language, {})
    except WijkpeilError:
        # The pages say themselves what is missing.
        pass
    finally:
        connections.close_all()


_warm_up()
