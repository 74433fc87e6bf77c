"""Indices on the pages: what they put together, how, what comes of it and how sure that is."""
