"""The columns of a record: made from the record itself, so that there is no second schema to keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models

from wijkpeil.errors import SoftwareError
from wijkpeil.ledger.exact import ExactDecimalField
from wijkpeil.ledger.revisions import Revision
from wijkpeil.loading.fields import Field, fields_of

Model = TypeVar("Model", bound=type[Revision])
NONE: Mapping[str, Any] = {}
_SCALARS: dict[type, type[models.Field[Any, Any]]] = {
    str: models.TextField,
    bool: models.BooleanField,
    int: models.BigIntegerField,
    Decimal: ExactDecimalField,
    date: models.DateField,
}


def keeps(
    record: type[Any], *, defaults: Mapping[str, Any] = NONE, retired: Mapping[str, models.Field[Any, Any]] = NONE
) -> Callable[[Model], Model]:
    """Give a model the columns of ``record``: two for a text in two languages, JSON for a list.

    ``defaults`` says what rows from before a column that came later hold in it, where that is not nothing; ``retired``
    gives the columns that the record had once.
    """

    def give(model: Model) -> Model:
        # What every revision has of itself is not kept twice.
        shared = {"id", *(field.name for field in Revision._meta.local_fields)}
        for field in fields_of(record).values():
            if field.name not in shared:
                for column in field.columns:
                    given = {"db_default": defaults[column]} if column in defaults else {}
                    model.add_to_class(column, _column(field, **given))
        for column, kept in retired.items():
            model.add_to_class(column, kept)
        model.record_type, model.retired = record, frozenset(retired)
        return model

    return give


def _column(field: Field, **given: Any) -> models.Field[Any, Any]:
    if field.kind.shape == "list" and field.kind.inner is not None and field.kind.inner.type is str:
        return models.JSONField(**given)
    plain = str if field.kind.is_text else field.kind.type
    if plain not in _SCALARS:
        raise SoftwareError(f"no column is known for {field.name} of type {field.kind.type!r}")
    return _SCALARS[plain](null=field.optional, **given)
