"""A target as a line of the standing: where it is beside where it should be, how sure that is, and who is to move."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkpeil.model.base import record
from wijkpeil.model.ledger import Measure, Target
from wijkpeil.model.milestones import read_milestones
from wijkpeil.model.status import TargetState
from wijkpeil.pages.chance_words import chance_number, chance_word
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import MINUS, day
from wijkpeil.pages.names import Names, Reference
from wijkpeil.pages.standing.sparks import Spark, spark_of
from wijkpeil.pages.status_marks import StatusMark, status_mark
from wijkpeil.pages.target_units import Unit, unit_of
from wijkpeil.pages.target_words import level_words, status_word
from wijkpeil.workflows.measuring import Measurer
from wijkpeil.workflows.movers import measures_for, partners_for
from wijkpeil.workflows.traces import trace_of


@record
class NextDate:
    """The next day on which something is due."""

    on: str
    """The day; empty where no term is stated."""
    what: str


@record
class StandingRow:
    """One target."""

    target: Reference
    sentence: str
    """What it promises, as its statement reads."""
    theme: Reference
    level: str
    mark: StatusMark
    leaning: str
    """Where it is uncertain: what the figure alone says; else empty."""
    reason: str
    now: str
    """The latest figure; empty where there is none."""
    required: str
    """What the path asked for on its day; empty where there is no path."""
    unit: str
    area: Reference | None
    """For *each area*: the area that the figure is of."""
    gap: str
    """How far it is from the path, in words; empty where there is no path."""
    share: str
    """How much of the required way was covered; empty where none was required."""
    failing: str
    """For *each area*: how many areas do not stand as they should; else empty."""
    chance: str
    """The chance of being on the path in words; empty where the figures carry no margin."""
    chance_number: str
    movers: tuple[Reference, ...]
    measures: int
    """Number of measures that should move it."""
    next: NextDate
    needed: str
    """Change per year that is needed from here on; empty where none is, or no term is stated."""
    spark: Spark | None


class Rows:
    """Makes the lines of one programme in one language, which is to be the active one."""

    def __init__(self, context: ViewContext, names: Names, sentences: Mapping[str, str], language: str) -> None:
        self.context, self.names, self.sentences, self.language = context, names, sentences, language
        self.measurer = Measurer(context.programme, context.evaluations)
        self.measures = measures_for(context.programme.ledger)
        self.levels = level_words()

    def row(self, target: Target, state: TargetState) -> StandingRow:
        """Make the line of one target."""
        unit = unit_of(self.context.programme, target, self.language)
        serving: tuple[Measure, ...] = self.measures.get(target.id, ())
        trace = trace_of(self.measurer, target, state)
        return StandingRow(
            target=self.names.get("target", target.id),
            sentence=self.sentences.get(target.id) or target.sentence.in_(self.language),
            theme=self.names.theme(target.theme),
            level=self.levels[target.level],
            mark=status_mark(state.status),
            leaning=status_word(state.leaning) if state.leaning else "",
            reason=state.reason.in_(self.language),
            now=unit.number(state.actual),
            required=unit.number(state.required),
            unit=unit.name,
            area=self.names.get("area", trace.area) if trace and trace.area else None,
            gap=gap_words(state, unit),
            share=share_words(state),
            failing=_failing(state),
            chance="" if state.probability is None else chance_word(state.probability),
            chance_number="" if state.probability is None else chance_number(state.probability),
            movers=self.names.all("partner", partners_for(serving)),
            measures=len(serving),
            next=next_date(target, state, unit),
            needed=_needed(state, unit),
            spark=spark_of(trace) if trace else None,
        )


def gap_words(state: TargetState, unit: Unit) -> str:
    """Say how far a target is from its path, in the active language."""
    if state.gap is None:
        return _("reached") if state.status == "achieved" else ""
    if not state.gap:
        return _("exactly as asked")
    size = unit.number(abs(state.gap), least=True)
    return (_("%(size)s short") if state.gap > 0 else _("%(size)s ahead")) % {"size": size}


def share_words(state: TargetState) -> str:
    """Say how much of the required way was covered, in the active language."""
    if state.share is None:
        return ""
    if state.share < 0:
        return _("moved away from it")
    share = (state.share * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return _("%(share)d%% of the way due") % {"share": share}


def next_date(target: Target, state: TargetState, unit: Unit) -> NextDate:
    """Give the next milestone, else the term, in the active language."""
    today = state.as_of
    milestones = read_milestones(target.milestones) if target.path != "linear" else ()
    coming = next(((on, value) for on, value in milestones if today is None or on > today), None)
    if coming is not None and (target.deadline is None or coming[0] < target.deadline):
        return NextDate(
            on=day(coming[0], unit.language), what=_("step to %(value)s") % {"value": unit.number(coming[1])}
        )
    if target.deadline is None:
        label = target.deadline_label.in_(unit.language) if target.deadline_label else ""
        return NextDate(on=label, what="" if label else _("no term"))
    passed = today is not None and target.deadline <= today
    what = _("term passed") if passed else _("to %(value)s") % {"value": unit.number(target.bound)}
    what = what if passed or target.bound is not None else _("term")
    return NextDate(on=day(target.deadline, unit.language), what=what)


def _needed(state: TargetState, unit: Unit) -> str:
    if state.needed_per_year is None or state.status == "achieved":
        return ""
    size = unit.number(abs(state.needed_per_year), least=True)
    sign = "+" if state.needed_per_year > 0 else MINUS if state.needed_per_year < 0 else ""
    return _("%(size)s a year") % {"size": f"{sign}{size}"}


def _failing(state: TargetState) -> str:
    """Say of how many areas it does not hold, where it is about each."""
    if not state.failing:
        return ""
    count = len(state.failing)
    return ngettext("%(count)d area", "%(count)d areas", count) % {"count": count}
