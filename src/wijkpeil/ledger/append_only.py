"""Rows that are written once: nothing in the application updates or deletes them."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from wijkpeil.errors import SoftwareError


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows to read; what would change them is refused."""

    def update(self, **_values: Any) -> NoReturn:
        """Refuse.

        Raises:
            SoftwareError: always.
        """
        raise SoftwareError(f"{self.model.__name__} is append-only: write a new row by a service")

    def delete(self) -> NoReturn:
        """Refuse.

        Raises:
            SoftwareError: always.
        """
        raise SoftwareError(f"{self.model.__name__} is append-only: a row is never deleted")


class AppendOnly(models.Model):
    """A model whose rows are written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Write a new row.

        Raises:
            SoftwareError: the row is in the database already.
        """
        if not self._state.adding:
            raise SoftwareError(f"{type(self).__name__} is append-only: write a new row by a service")
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        """Refuse.

        Raises:
            SoftwareError: always.
        """
        raise SoftwareError(f"{type(self).__name__} is append-only: a row is never deleted")
