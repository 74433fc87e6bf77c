"""The secret keys: who holds them, and all that is ever done with them.

A process of its own can hold them (``wijkpeil keys``), so that the site never does; else the site's own process does.
"""
