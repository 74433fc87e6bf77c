"""The site for a WSGI server, such as gunicorn."""

from __future__ import annotations

import gc
import os
from importlib import import_module

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

    # The part of SciPy that is slow to load, and that no command but those of figures should wait for.
    import_module("scipy.stats")
    try:
        context = current_context(settings.PROGRAMME)
        for language, _name in settings.LANGUAGES:
            overview_page(context, language, {})
    except WijkpeilError:
        # The pages say themselves what is missing.
        pass
    finally:
        connections.close_all()


YOUNG = 20_000
"""Objects that must be made, and not be gone, before Python looks for garbage among them."""


def _set_aside() -> None:
    """Leave what was read out of the search for garbage: it stays as long as the workers do.

    Looking through it again and again would keep a reader now and then waiting for several times what a page takes to
    make, and give each worker a copy of its own of what they share.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


_warm_up()
_set_aside()
