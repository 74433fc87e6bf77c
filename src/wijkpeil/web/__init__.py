"""Delivery over HTTP: addresses, views, forms and static files."""
