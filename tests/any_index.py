"""Indices of every method in any combination, most of them senseless, and figures with all that may be wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any, get_args

import numpy as np

from wijkpeil.index.examples import FUNCTIONS
from wijkpeil.methods.composite.custom import register
from wijkpeil.methods.composite.data import IndexData
from wijkpeil.model import index_choices as choices
from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_methods import NORMALISATION_TAKES, RESCALING_TAKES

NUMBERS = (0, 1, 2, 5, 0.5, 0.25, 10, 100, -1, -2)
for name, function in FUNCTIONS.items():
    register(name, function)


class Maker:
    """What is made by one source of chance."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def now_and_then(self, chance: float) -> bool:
        return self.random.random() < chance

    def number(self) -> Decimal:
        return Decimal(str(self.random.choice(NUMBERS)))

    def one_of(self, literal: Any) -> str:
        return self.random.choice(get_args(literal))

    def normalisation(self, kind: type[choices.Normalisation] = choices.Normalisation) -> choices.Normalisation:
        method = self.one_of(choices.NormalisationMethod)
        takes = (RESCALING_TAKES if kind is choices.Rescaling else NORMALISATION_TAKES)[method]
        needs: dict[str, dict[str, Any]] = {
            "custom": {"function": "twice"},
            "quantile-band": {"count": self.random.choice([2, 4, 10])},
            "distance-to-target": {"target": self.number()},
            "distance-to-reference": {"value": self.number()},
            "flag": {"threshold": self.number()},
        }
        given = needs.get(method, {})
        if "lower" in takes and (method in ("scaled", "goalposts") or self.now_and_then(0.3)):
            given |= {"lower": Decimal(0), "upper": Decimal(self.random.choice([1, 10, 100]))}
        free = {"ties": self.one_of(choices.Ties), "weighted_by": "size", "whole": True, "period": "2020"}
        given |= {name: value for name, value in free.items() if name in takes and self.now_and_then(0.25)}
        return kind(method=method, **given)  # type: ignore[arg-type]

    def aggregation(self) -> choices.Aggregation:
        method = self.one_of(choices.AggregationMethod)
        needs: dict[str, dict[str, Any]] = {
            "custom": {"function": "midrange"},
            "generalised-mean": {"power": self.number()},
            "benefit-of-the-doubt": {"freedom": self.random.choice([None, Decimal(0), Decimal("0.5"), Decimal(1)])},
        }
        return choices.Aggregation(method=method, **needs.get(method, {}))  # type: ignore[arg-type]

    def imputation(self) -> choices.Imputation:
        method = self.one_of(choices.ImputationMethod)
        group = "half" if method in ("mean", "median") and self.now_and_then(0.3) else None
        value = self.number() if method == "constant" else None
        function = "middle" if method == "custom" else ""
        return choices.Imputation(method=method, group=group, value=value, function=function)  # type: ignore[arg-type]

    def treatment(self) -> choices.Treatment:
        method = self.one_of(choices.TreatmentMethod)
        needs: dict[str, dict[str, Any]] = {
            "custom": {"function": "root"},
            "box-cox": {"power": self.number()},
            "winsorise": {"most_points": 2},
        }
        return choices.Treatment(method=method, force=self.now_and_then(0.5), **needs.get(method, {}))  # type: ignore[arg-type]

    def node(self, names: Sequence[str], depth: int = 0) -> IndexNode:
        weight, then = Decimal(self.random.choice([0, 1, 1, 2, 3])), self.normalisation(choices.Rescaling)
        kept: Any = then if self.now_and_then(0.15) else None
        if len(names) == 1:
            way: Any = self.random.choice(["up", "down"])
            return IndexNode(indicator=names[0], weight=weight, direction=way, then=kept)
        cut = self.random.randint(1, len(names) - 1)
        parts = [self.node(names[:cut], depth + 1), self.node(names[cut:], depth + 1)]
        if not any(part.weight for part in parts):
            parts[0] = replace(parts[0], weight=Decimal(1))
        least = choices.Availability(minimum=Decimal(str(self.random.choice([0, 0.5, 1]))))
        return IndexNode(
            id=f"node {depth} {names[0]}",
            weight=weight,
            parts=tuple(parts),
            aggregation=self.aggregation() if self.now_and_then(0.4) else None,
            availability=least if self.now_and_then(0.3) else None,
            then=kept,
        )

    def alternatives(self) -> choices.Alternatives:
        return choices.Alternatives(
            weights_within=Decimal("0.25") if self.now_and_then(0.7) else None,
            normalisations=(self.normalisation(),) if self.now_and_then(0.3) else (),
            aggregations=(self.aggregation(),) if self.now_and_then(0.3) else (),
            imputations=(self.imputation(),) if self.now_and_then(0.3) else (),
            treatments=(self.treatment(),) if self.now_and_then(0.3) else (),
            leave_one_out=self.now_and_then(0.3),
            intervals=self.now_and_then(0.3),
        )

    def index(self) -> Index:
        names = [f"x{at}" for at in range(self.random.randint(2, 5))]
        chosen = choices.WeightSet(id="set", method=self.random.choice(["equal", "pca", "optimised"]))
        weighed = self.now_and_then(0.3)
        return Index(
            id="any",
            name="Any",  # type: ignore[arg-type]
            description="Any.",  # type: ignore[arg-type]
            polarity=self.random.choice(["high-is-better", "low-is-better"]),
            version="1",
            author="tests",
            reference="none",
            review=date(2030, 1, 1),
            normalisation=self.normalisation(),
            aggregation=self.aggregation(),
            imputation=self.imputation() if self.now_and_then(0.5) else None,
            treatment=self.treatment() if self.now_and_then(0.3) else None,
            screening=choices.Screening(minimum=Decimal("0.5")) if self.now_and_then(0.2) else None,
            tree=self.node(names),
            weight_sets=(chosen,) if weighed else (),
            weight_set="set" if weighed else None,
            alternatives=self.alternatives() if self.now_and_then(0.7) else None,
            quantiles=self.random.choice([None, 4]),
        )

    def figures(self, period: str) -> IndexData:
        names = (*(f"x{at}" for at in range(5)), "size")
        rng, count = np.random.default_rng(self.random.randrange(10**6)), self.random.choice([1, 2, 3, 6, 12])
        kinds = (rng.normal(10, 4, (count, 6)), rng.integers(0, 4, (count, 6)) * 1.0, rng.lognormal(0, 2, (count, 6)))
        values = self.random.choice(kinds)
        values[rng.random(values.shape) < self.random.choice([0, 0, 0.2, 0.6])] = np.nan
        values[:, -1] = np.abs(values[:, -1])
        wide = self.now_and_then(0.7)
        return IndexData(
            areas=tuple(f"area{row}" for row in range(count)),
            indicators=names,
            values=values,
            lower=values - 1 if wide else None,
            upper=values + 1 if wide else None,
            groups={"half": tuple("ab"[row % 2] for row in range(count))},
            period=period,
        )

    def panel(self) -> tuple[IndexData, ...]:
        periods = ("2020", "2021") if self.now_and_then(0.4) else ("",)
        return tuple(self.figures(period) for period in periods)
