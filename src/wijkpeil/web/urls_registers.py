"""Addresses of the registers: targets, measures, money, agreements, partners, practices, recount, method and search."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from wijkpeil.web.views import (
    agreements,
    downloads,
    measures,
    method,
    money,
    partners,
    places,
    practices,
    recount,
    search,
    signals,
    standing,
    targets,
)

patterns: list[URLPattern] = [
    path(_("status/"), standing.standing, name="status"),
    path(_("targets/"), targets.targets, name="targets"),
    path(_("targets/<slug:id>/"), targets.target, name="target"),
    path(_("signals/"), signals.signals, name="signals"),
    path(_("signals/<slug:area>/<slug:indicator>/"), signals.signal, name="signal"),
    path(_("themes/<slug:id>/"), targets.theme, name="theme"),
    path(_("measures/"), measures.measures, name="measures"),
    path(_("measures/<slug:id>/"), measures.measure, name="measure"),
    path(_("outputs/"), measures.outputs, name="outputs"),
    path(_("money/"), money.money, name="money"),
    path(_("agreements/"), agreements.agreements, name="agreements"),
    path(_("partners/"), partners.partners, name="partners"),
    path(_("partners/<slug:id>/"), partners.partner, name="partner"),
    path(_("practices/"), practices.practices, name="practices"),
    path(_("registers/"), places.registers, name="registers"),
    path(_("facilities/"), places.facilities, name="facilities"),
    path(_("zones/"), places.zones, name="zones"),
    path(_("area-plans/"), places.area_plans, name="area-plans"),
    path(_("capacity/"), places.capacity, name="capacity"),
    path(_("recount/"), recount.recount, name="recount"),
    path(_("recount/<slug:id>/"), recount.claim, name="claim"),
    path(_("method/"), method.method, name="method"),
    path(_("method/<slug:id>/"), method.indicator, name="indicator"),
    path(_("accessibility/"), method.accessibility, name="accessibility"),
    path(_("search/"), search.search, name="search"),
    path("data/figures/<slug:release>.csv", downloads.figures, name="data-figures"),
    path("data/registers/<slug:register>.csv", downloads.register, name="data-register"),
    path("data/claims.<slug:form>", downloads.claims, name="data-claims"),
    path("data/targets.<slug:form>", downloads.targets, name="data-targets"),
    path("data/outputs.<slug:form>", downloads.outputs, name="data-outputs"),
    path("data/signals.<slug:form>", signals.download, name="data-signals"),
    path("data/signals/<slug:area>/<slug:indicator>.<slug:form>", signals.chart, name="data-signal-chart"),
    path("data/algorithms.<slug:form>", method.algorithms, name="data-algorithms"),
    path("data/status.<slug:form>", standing.status, name="data-status"),
    path("data/changes.<slug:form>", standing.changes, name="data-changes"),
    path("data/targets/<slug:id>.<slug:form>", downloads.target, name="data-target"),
    path("data/money.<slug:form>", downloads.money, name="data-money"),
    path("data/programme.zip", downloads.programme, name="data-programme"),
    path("data/schemas/<slug:name>.json", downloads.schema, name="data-schema"),
]
