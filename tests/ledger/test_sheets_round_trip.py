"""Any register that a loader accepts goes out as a sheet and comes in again with nothing to change."""

from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from people import ROOT, office
from small_programmes import ledgers, programme, write

from wijkpeil.ledger.importing import header_base, plan_import
from wijkpeil.ledger.rights import KEPT
from wijkpeil.ledger.services import programme_load, records_write
from wijkpeil.ledger.snapshot import current_programme, forget
from wijkpeil.loading.sheets import read_sheet
from wijkpeil.model.programme import Ledger
from wijkpeil.pages.work.desk import Desk
from wijkpeil.pages.work.exporting import FORMS, export_file
from wijkpeil.pages.work.words import kept_registers

pytestmark = pytest.mark.django_db


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=10)
@given(ledger=ledgers())
def test_nothing_changes_on_the_way_out_and_in(workspace: Path, ledger: Ledger) -> None:
    with transaction.atomic():
        forget()
        programme_load(write(programme(ledger), workspace.parent / "folder"), actor=ROOT, workspace=workspace)
        desk = Desk(programme=current_programme("small"), actor=office(), language="nl")
        for register in kept_registers():
            for form in FORMS:
                sheet = read_sheet("a", export_file(desk, register, form).content, register)
                base = header_base(sheet.header)
                plan = plan_import(desk.actor, desk.programme, register, sheet.header, sheet.rows, base)
                visible = len(desk.records(register))
                assert base is not None
                assert (plan.added, plan.changed, plan.stale, plan.missing) == ((), (), (), ()), (register, form)
                assert (plan.faults, plan.unchanged) == ((), visible), (register, form)
                assert records_write(desk.actor, "small", plan.changes(removing=True)).entry is None
        transaction.set_rollback(True)
    forget()


def test_every_register_that_the_rights_know_is_tried_once_it_is_there() -> None:
    assert set(kept_registers()) <= KEPT
