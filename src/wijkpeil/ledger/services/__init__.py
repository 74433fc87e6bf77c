"""The writes of the ledger: each one call, one transaction, one journal entry."""

from wijkpeil.ledger.services.dump import programme_dump
from wijkpeil.ledger.services.load import LoadResult, programme_load

__all__ = ["LoadResult", "programme_dump", "programme_load"]
