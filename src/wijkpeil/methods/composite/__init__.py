"""Methods of composite indices: one function per method, arrays in, arrays or small frozen records out.

``values`` is float64 of shape ``(areas, indicators)`` or one column ``(areas,)``; NaN is missing, and nothing else is.
``weights`` is ``(indicators,)``, at least 0, and need not add up to 1. ``direction`` is 1 where high is good (or where
high shall score high) and -1 where low is. What lies outside the domain of a method is refused by a ``ValueError``
whose text is made by ``wijkpeil.errors.say``; where a NaN comes out, the docstring says of what.

*Handbook* is OECD and JRC, *Handbook on Constructing Composite Indicators* (2008).
"""
