"""A picture's positions keep their point in Dutch too."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ""
