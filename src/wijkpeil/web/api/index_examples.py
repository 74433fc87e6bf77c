"""Examples of what the API tells of indices."""

from __future__ import annotations

from typing import Any

_HOME = "/api/v1/programmes/rotterdam-2007/indices/liveability"
_INDEX = {
    "id": "liveability",
    "name": {"nl": "Leefbaarheid", "en": "Liveability"},
    "description": {"nl": "Hoe prettig het is om er te wonen.", "en": "How pleasant it is to live there."},
    "polarity": "high-is-better",
    "version": "1",
    "author": "City of Example",
    "reference": "Council paper 2024/12",
    "review": "2026-03-01",
    "since": "2024-03-01",
    "shape": None,
    "indicators": 2,
    "release": "survey-2024",
    "periods": ["2023", "2024"],
    "weight_sets": ["even"],
    "weight_set": None,
    "computed": True,
    "reasons": [],
    "simulated": False,
    "links": {
        "definition": _HOME,
        **{part: f"{_HOME}/{part}" for part in ("scores", "contributions", "coherence", "explorations")},
    },
}
_HEAD = {
    "simulated": False,
    "index": "liveability",
    "version": "1",
    "release": "survey-2024",
    "period": "2024",
    "weight_set": None,
    "first": "best",
    "ranked": 24,
}
_DRAWN = {
    "nl": "Elk gewicht ligt ten hoogste 25 procent hoger of lager, elke waarde even waarschijnlijk.",
    "en": "Each weight lies at most 25 per cent higher or lower, any value as likely as another.",
}
_DRAWS = {"draws": {"count": 500, "worst": 3, "drawn": [_DRAWN], "declared": True}, "unsure": None}
_PAGE = {"total": 24, "page": 1, "page_size": 1}
_AREA = {"area": "3081", "name": {"nl": "Feijenoord", "en": "Feijenoord"}}
_SCORE = {
    **_AREA,
    "score": 71.25,
    "rank": 1,
    "rank_low": 1,
    "rank_high": 4,
    "among_worst": 0.0,
    "band": "fair",
    "quantile": None,
    "reason": None,
    "nodes": None,
}
_UNFIT = {
    "type": "urn:wijkpeil:problem:faults-found",
    "title": "What was sent has faults",
    "status": 422,
    "detail": "What was sent has faults",
    "faults": [
        {
            "place": "query",
            "key": "w.safety",
            "message": "The weight “abc” of Safety cannot be taken. A weight is a number from 0 to 1000000.",
            "remedy": "See the nodes of the index, and the lists of its explorer.",
        }
    ],
}
_NONE = {
    "type": "urn:wijkpeil:problem:conflict",
    "title": "It is there already, was changed since, or cannot be computed",
    "status": 409,
    "detail": "The index liveability has no scores.",
    "faults": [
        {
            "place": "indices/liveability.yaml",
            "key": "tree",
            "message": "The programme has no figures.",
            "remedy": "",
        }
    ],
}
INDEX_EXAMPLES: dict[str, dict[str, Any]] = {
    "indices": {"200": [_INDEX]},
    "index_scores": {"200": {**_HEAD, **_DRAWS, **_PAGE, "items": [_SCORE]}, "409": _NONE},
    "index_contributions": {
        "200": {
            **_HEAD,
            "means": {"safety": 31.5, "housing": 22.25},
            **_PAGE,
            "items": [{**_AREA, "score": 71.25, "contributions": {"safety": 46.25, "housing": 25.0}}],
        }
    },
    "index_explorations": {
        "200": {
            **_HEAD,
            "chosen": {
                "weights": {"safety": 2.5},
                "said": [
                    {"nl": "Veiligheid weegt 2,5 (vastgelegd: 1)", "en": "Safety weighs 2.5 (declared: 1)"},
                ],
                "query": "w.safety=2.5",
            },
            **_PAGE,
            "items": [{**_AREA, "score": 73.0, "rank": 2, "declared_rank": 1, "places": -1}],
        },
        "422": _UNFIT,
    },
}
"""For each operation on indices examples of answers by their status."""
