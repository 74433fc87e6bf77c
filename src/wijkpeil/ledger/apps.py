"""The ledger as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """What was agreed, done and paid, as append-only revisions with one journal."""

    name = "wijkpeil.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
