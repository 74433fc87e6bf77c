"""The site for a WSGI server, such as gunicorn."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkpeil.web.settings")

from django.core.wsgi import get_wsgi_application

from wijkpeil.web.assets import collect_assets

_ready = get_wsgi_application()
# WhiteNoise lists the files when the application is made, so that they have to be there first.
application = get_wsgi_application() if collect_assets() else _ready
