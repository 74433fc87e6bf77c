"""Which files of tests begin first, where tests are spread over processors.

Each processor takes a file at a time. The long ones come first, so that short ones are left to fill up the end: one
that begins last would leave the other processors with nothing to do. `--durations=0` tells which they are.
"""

LONGEST_FIRST = (
    "browser/test_registers.py",
    "browser/test_signed_in.py",
    "ledger/test_backup.py",
    "ledger/test_tampering.py",
    "ledger/test_workspace.py",
    "ledger/test_later_columns.py",
    "browser/test_accounts.py",
    "unit/cli/test_process.py",
    "rights/test_viewers_by_chance.py",
    "ledger/test_machine.py",
    "keys/test_process.py",
    "ledger/test_many_writers.py",
    "unit/cli/test_serving.py",
    "ledger/test_snapshots_by_chance.py",
    "spec/test_accounts_by_command.py",
    "browser/test_reading.py",
    "browser/test_as_of.py",
    "rights/test_rights_table.py",
    "web/test_signal_decisions.py",
    "generative/test_search_by_chance.py",
    "unit/cli/test_journal_commands.py",
    "ledger/test_sheets_round_trip.py",
    "ledger/test_databases.py",
    "browser/test_zoom.py",
    "browser/test_work.py",
    "web/test_security_records.py",
    "repo/test_benchmarks.py",
    "web/test_signing_in.py",
    "generative/test_visibility_by_chance.py",
    "ledger/test_load_and_dump.py",
)
"""Paths below ``tests``."""
