"""Back-up and restore: the whole workspace as one archive, and back."""

from wijkpeil.ledger.backup.archive import Contents
from wijkpeil.ledger.backup.making import backup
from wijkpeil.ledger.backup.restoring import restore

__all__ = ["Contents", "backup", "restore"]
