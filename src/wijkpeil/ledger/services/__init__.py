"""The writes of the ledger: each one call, one transaction, one journal entry; and what is read by those who may."""

from wijkpeil.ledger.services.account_reading import account_list, account_named, account_read, account_stored
from wijkpeil.ledger.services.accounts import (
    account_accept,
    account_change,
    account_erase,
    account_invite,
    account_invite_again,
    account_resume,
    account_set_password,
    account_suspend,
)
from wijkpeil.ledger.services.credentials import codes_remove
from wijkpeil.ledger.services.dump import programme_dump
from wijkpeil.ledger.services.grants import grant_give, grant_withdraw
from wijkpeil.ledger.services.handlings import signal_acknowledge, signal_assign, signal_close
from wijkpeil.ledger.services.journal import journal_export, journal_head, journal_read, journal_verify
from wijkpeil.ledger.services.load import LoadResult, programme_load
from wijkpeil.ledger.services.records import (
    Change,
    Receipt,
    record_add,
    record_remove,
    record_restore,
    record_revise,
    records_write,
)
from wijkpeil.ledger.services.sessions import session_revoke
from wijkpeil.ledger.services.targets import Restated, target_correct, target_revise
from wijkpeil.ledger.services.tokens import token_issue, token_revoke
from wijkpeil.ledger.services.undo import entry_undo

__all__ = [
    "Change",
    "LoadResult",
    "Receipt",
    "Restated",
    "account_accept",
    "account_change",
    "account_erase",
    "account_invite",
    "account_invite_again",
    "account_list",
    "account_named",
    "account_read",
    "account_resume",
    "account_set_password",
    "account_stored",
    "account_suspend",
    "codes_remove",
    "entry_undo",
    "grant_give",
    "grant_withdraw",
    "journal_export",
    "journal_head",
    "journal_read",
    "journal_verify",
    "programme_dump",
    "programme_load",
    "record_add",
    "record_remove",
    "record_restore",
    "record_revise",
    "records_write",
    "session_revoke",
    "signal_acknowledge",
    "signal_assign",
    "signal_close",
    "target_correct",
    "target_revise",
    "token_issue",
    "token_revoke",
]
