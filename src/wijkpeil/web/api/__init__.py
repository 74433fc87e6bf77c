"""The API at ``/api/v1``: the same services as the pages, for programs that carry a token."""

from wijkpeil.web.api.addresses import patterns
from wijkpeil.web.api.document import document
from wijkpeil.web.api.root import api

__all__ = ["api", "document", "patterns"]
