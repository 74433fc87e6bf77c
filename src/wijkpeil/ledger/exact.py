"""A database column for decimals that keeps every digit, on every database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldError
from django.db import models


class ExactDecimalField(models.Field):  # type: ignore[type-arg]
    """A decimal number with the digits it was written with: ``6.0`` stays ``6.0``.

    SQLite would turn a number column into binary floating point, so that there it is text. Text sorts and compares
    otherwise than numbers do; comparing in the database is therefore refused, and done on records.
    """

    description = "Exact decimal number"

    def db_type(self, connection: Any) -> str:
        """Return the type of the column."""
        return "numeric" if connection.vendor == "postgresql" else "text"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:  # noqa: ARG002
        """Return what the database holds as a decimal."""
        return self.to_python(value)

    def to_python(self, value: Any) -> Decimal | None:
        """Return a value as a decimal."""
        return value if value is None or isinstance(value, Decimal) else Decimal(str(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: ARG002
        """Return a decimal as the database takes it."""
        number = self.to_python(value)
        return number if number is None or connection.vendor == "postgresql" else str(number)

    def value_to_string(self, obj: models.Model) -> str:
        """Return the value for serialisation."""
        return str(self.value_from_object(obj))

    def get_lookup(self, lookup_name: str) -> Any:
        """Return the lookup, which can only be whether there is a number."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is an exact decimal: compare it on the records, not in the database")
        return super().get_lookup(lookup_name)
