"""Rules beyond types: what must hold between fields, records and files. Each rule yields the faults against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wijkpeil.errors import Fault
from wijkpeil.loading.content import Content
from wijkpeil.loading.rules import (
    areas,
    board,
    claims,
    figures,
    formulas,
    ids,
    indicators,
    money,
    places,
    references,
    revisions,
    statements,
    targets,
    texts,
    visibility,
)

Rule = Callable[[Content], Iterator[Fault]]

RULES: tuple[Rule, ...] = (
    ids.ids_are_well_formed,
    ids.ids_are_unique,
    ids.files_are_named_after_ids,
    references.references_resolve,
    texts.texts_stand_in_both_languages,
    texts.lines_can_be_read,
    texts.records_name_their_lines,
    texts.registers_name_their_lines,
    areas.points_lie_on_the_globe,
    areas.periods_run_forward,
    areas.weights_are_shares,
    areas.weights_add_up,
    areas.memberships_fit_levels,
    areas.memberships_are_given_once,
    areas.memberships_form_no_circle,
    areas.board_has_rows,
    indicators.bounds_say_one_thing,
    indicators.borders_fit_the_polarity,
    indicators.bands_join,
    indicators.sensitive_indicators_have_a_ground,
    indicators.chance_models_say_per_what,
    indicators.decimals_are_few,
    indicators.breaks_rise,
    board.indicator_groups_cover_all,
    board.counts_are_sound,
    board.openings_rise,
    board.published_counts_can_be,
    board.published_counts_are_given_once,
    figures.releases_are_whole,
    figures.figures_are_given_once,
    figures.missing_values_have_a_reason,
    figures.values_lie_in_their_interval,
    figures.decimals_are_those_of_the_indicator,
    money.amounts_are_exact,
    money.budget_years_run_forward,
    claims.claims_are_read_or_judged,
    claims.about_has_a_margin,
    claims.explanations_can_be_filled_in,
    formulas.formulas_can_be_read,
    targets.parts_lead_to_a_whole,
    statements.nouns_have_article_and_plural,
    statements.relations_have_a_bound,
    statements.counted_areas_have_a_condition,
    statements.references_are_complete,
    statements.milestones_rise,
    statements.breakdowns_sum,
    statements.areas_are_counted_by_something,
    revisions.revisions_are_numbered,
    revisions.revisions_follow_each_other,
    revisions.revisions_name_a_decision,
    revisions.revisions_change_something,
    places.streets_are_no_addresses,
    places.hotspots_name_a_street,
    places.numbers_have_a_unit,
    visibility.readers_fit_the_visibility,
    visibility.hidden_records_have_an_owner,
    visibility.hidden_records_stay_hidden,
)


def broken_rules(content: Content) -> list[Fault]:
    """Return every fault against a rule, rule by rule."""
    return [fault for rule in RULES for fault in rule(content)]
