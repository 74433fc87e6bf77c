"""Views: read the request, choose the presenter, answer."""
