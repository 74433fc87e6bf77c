"""Small indices and their figures, written by hand, for what pages say of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from wijkpeil.methods.composite.data import IndexData, IndexResult
from wijkpeil.methods.composite.pipeline import compute
from wijkpeil.model.base import Text
from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_choices import Aggregation, Normalisation
from wijkpeil.model.indicators import Polarity
from wijkpeil.pages.area_names import AreaLink
from wijkpeil.pages.indices.scored import Places
from wijkpeil.workflows.index_certainty import Certainty


def both(text: str) -> Text:
    return Text(nl=text, en=text)


def index_of(*parts: IndexNode, polarity: Polarity = "high-is-better", **more: object) -> Index:
    settings: dict[str, object] = {
        "normalisation": Normalisation(method="as-is"),
        "aggregation": Aggregation(method="arithmetic-mean"),
        "direction": "up",
        **more,
    }
    return Index(
        id="x",
        name=both("The index"),
        description=both("Made up."),
        polarity=polarity,
        version="1",
        author="nobody",
        reference="nowhere",
        review=date(2030, 1, 1),
        tree=IndexNode(parts=parts),
        **settings,  # type: ignore[arg-type]
    )


def leaves(*names: str) -> tuple[IndexNode, ...]:
    return tuple(IndexNode(indicator=name) for name in names)


def data_of(*columns: Sequence[float]) -> IndexData:
    values = np.array(columns, float).T
    areas = tuple(f"area{row}" for row in range(len(values)))
    return IndexData(areas=areas, indicators=tuple("abcdef"[: len(columns)]), values=values)


def links_of(result: IndexResult) -> dict[str, AreaLink]:
    return {
        area: AreaLink(id=area, name=area, short=area, code="", shared=False, address=f"/{area}/")
        for area in result.areas
    }


def places_of(index: Index, *columns: Sequence[float]) -> Places:
    return Places(index, compute(index, data_of(*columns)))


def certain(low: list[int], high: list[int]) -> Certainty:
    return Certainty(
        draws=10,
        low=np.array(low),
        high=np.array(high),
        worst=np.full(len(low), 0.5),
        k=1,
        drawn=(),
        varied=("weights", "intervals"),
        declared=True,
    )
