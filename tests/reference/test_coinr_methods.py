"""Each method on arrays against what COINr makes of its ASEM example: values to 1e-9, ranks exactly."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from coinr import Asem, Numbers, asem, number
from wijkpeil.methods.composite import normalising as by_line
from wijkpeil.methods.composite import normalising_by_order as by_order
from wijkpeil.methods.composite.aggregating import arithmetic_mean, geometric_mean, harmonic_mean
from wijkpeil.methods.composite.availability import availability, withheld
from wijkpeil.methods.composite.correlating import correlations, cronbach, principal_components
from wijkpeil.methods.composite.denominating import denominate
from wijkpeil.methods.composite.describing import describe
from wijkpeil.methods.composite.imputing import impute_mean, impute_median
from wijkpeil.methods.composite.outranking import copeland, outranking
from wijkpeil.methods.composite.ranking import ranks
from wijkpeil.methods.composite.screening import screen
from wijkpeil.methods.composite.strengths import standings
from wijkpeil.methods.composite.treating import Judgement, Step, log_ct, skew_kurtosis_rule, winsorise
from wijkpeil.methods.composite.weighing import effective_weights

PILLARS = {
    "Conn": ("Physical", "ConEcFin", "Political", "Instit", "P2P"),
    "Sust": ("Environ", "Social", "SusEcFin"),
    "Index": ("Conn", "Sust"),
}
TO_OURS = {"winhi": "winsorised-high", "winlo": "winsorised-low", "": ""}


@pytest.fixture(scope="module")
def example(reference: Path) -> Asem:
    return asem(reference)


def same(ours: Numbers, theirs: Numbers) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9)


def test_denominated(example: Asem) -> None:
    made = example.values.copy()
    for at, one in enumerate(example.indicators):
        if one.denominator:
            made[:, at] = denominate(example.values[:, at], example.data.numbers(one.denominator)[:, 0])
    same(made, example.matrix("A_Denominated"))


@pytest.mark.parametrize(
    ("file", "groups", "method"),
    [
        ("A_Imputed", "EurAsia_group", impute_mean),
        ("impute_mean", None, impute_mean),
        ("impute_mean_grp", "GDP_group", impute_mean),
        ("impute_median", None, impute_median),
        ("impute_median_grp", "GDP_group", impute_median),
    ],
)
def test_imputed(example: Asem, file: str, groups: str | None, method: Callable) -> None:
    before = example.matrix("A_Denominated")
    made = method(before, groups=None if groups is None else example.data.texts(groups))
    same(made.values, example.matrix(file))
    np.testing.assert_array_equal(made.filled, np.isnan(before))
    assert not made.left.any()


def test_screened(example: Asem) -> None:
    theirs = example.table("A_screen_summary").ordered("uCode", example.areas)
    ours = screen(example.matrix("A_Imputed"))
    same(ours.missing.astype(float), theirs.numbers("N_missing")[:, 0])
    same(ours.zero.astype(float), theirs.numbers("N_zero")[:, 0])
    same(ours.available, theirs.numbers("Dat_Avail")[:, 0])
    same(ours.not_zero, theirs.numbers("Non_Zero")[:, 0])
    for mark, name in ((ours.too_few, "LowData"), (ours.too_many_zeros, "LowNonZero"), (ours.included, "Included")):
        assert [str(one).upper() for one in mark] == list(theirs.texts(name))


def test_availability(example: Asem) -> None:
    raw = screen(example.values)
    theirs = example.table("A_data_avail_raw").ordered("uCode", example.areas)
    same(raw.available, theirs.numbers("Dat_Avail")[:, 0])
    same(raw.not_zero, theirs.numbers("Non_Zero")[:, 0])
    groups = example.table("A_data_avail_raw_bygroup").ordered("uCode", example.areas)
    for pillar in {one.parent for one in example.indicators}:
        inside = [at for at, one in enumerate(example.indicators) if one.parent == pillar]
        same(availability(example.values[:, inside], by="count"), groups.numbers(pillar)[:, 0])
    same(availability(example.values, by="count"), groups.numbers("Index")[:, 0])


def test_described(example: Asem) -> None:
    theirs = example.table("A_stats_raw").ordered("iCode", example.codes)
    fields = {
        "Min": "minimum",
        "Max": "maximum",
        "Mean": "mean",
        "Median": "median",
        "Std": "deviation",
        "Skew": "skewness",
        "Kurt": "kurtosis",
        "N.Avail": "available",
        "N.NonZero": "not_zero",
        "N.Unique": "different",
        "N.Same": "most_same",
    }
    flags = {
        "Flag.Avail": ("low_availability", "LOW"),
        "Flag.NonZero": ("mostly_zero", "LOW"),
        "Flag.Unique": ("mostly_same", "LOW"),
        "Flag.SkewKurt": ("outlying", "OUT"),
    }
    for at, column in enumerate(example.values.T):
        ours = describe(column)
        for name, field in fields.items():
            assert getattr(ours, field) == pytest.approx(number(theirs.texts(name)[at]), rel=1e-9, abs=1e-9), name
        for name, (field, word) in flags.items():
            assert getattr(ours, field) == (theirs.texts(name)[at] == word), (example.codes[at], name)


@pytest.mark.parametrize(
    ("file", "method"),
    [
        ("treat_winsorise_max5", winsorise),
        ("treat_winsorise_nolimit", lambda column: winsorise(column, most=None)),
        ("treat_log_CT", log_ct),
    ],
)
def test_treated_by_one(example: Asem, file: str, method: Callable) -> None:
    theirs = example.matrix(file, by_area=False)
    for at, column in enumerate(example.matrix("A_Denominated").T):
        same(method(column).values, theirs[:, at])


def test_number_of_points_pulled_in(example: Asem) -> None:
    theirs = example.table("treat_winsorise_nwin").ordered("iCode", example.codes).numbers("nwin5", "nwin_nolimit")
    for at, column in enumerate(example.matrix("A_Denominated").T):
        (limited,) = winsorise(column).steps
        (free,) = winsorise(column, most=None).steps
        assert isinstance(limited, Step)
        assert isinstance(free, Step)
        assert [limited.points, free.points] == theirs[at].tolist()


def test_treated_by_the_rule_with_its_audit(example: Asem) -> None:
    values, points = example.matrix("A_Treated"), example.table("A_treat_points")
    audit = example.table("A_treat_details").ordered("iCode", example.codes)
    for at, column in enumerate(example.matrix("A_Imputed").T):
        ours = skew_kurtosis_rule(column)
        same(ours.values, values[:, at])
        assert ours.points == tuple(TO_OURS[one] for one in points.texts(example.codes[at]))
        looks = [one for one in ours.steps if isinstance(one, Judgement)]
        done = [one for one in ours.steps if isinstance(one, Step)]
        assert audit.texts("winsorise.nwin")[at] == (str(done[0].points) if done else "")
        for turn, look in enumerate(looks):
            name = f"check_SkewKurt{turn}."
            assert str(look.passed).upper() == audit.texts(name + "Pass")[at]
            assert look.skewness == pytest.approx(number(audit.texts(name + "Skew")[at]), abs=1e-9)
            assert look.kurtosis == pytest.approx(number(audit.texts(name + "Kurt")[at]), abs=1e-9)
        if len(looks) == 1:
            assert audit.texts("check_SkewKurt1.Pass")[at] == ""


NORMALISED = [
    ("norm_minmax", "A_Treated", lambda c, one: by_line.min_max(c, direction=one.direction, upper=1)),
    ("norm_zscore", "A_Treated", lambda c, one: by_line.z_score(c, direction=one.direction)),
    ("norm_dist2max", "A_Treated", lambda c, one: by_line.distance_to_maximum(c, direction=one.direction)),
    ("norm_scaled_0_200", "A_Treated", lambda c, one: by_line.scaled(c, direction=one.direction, upper=200)),
    ("norm_prank", "A_Treated", lambda c, one: by_order.percentile_rank(c, direction=one.direction)),
    ("norm_rank", "A_Treated", lambda c, one: by_order.rank(c, direction=one.direction)),
    ("norm_borda", "A_Treated", lambda c, one: by_order.borda(c, direction=one.direction)),
    (
        "norm_dist2targ_use_iMeta",
        "A_Raw",
        lambda c, one: by_line.distance_to_target(c, direction=one.direction, target=one.target, cap_max=False),
    ),
    ("A_Normalised", "A_Treated", lambda c, one: by_line.min_max(c, direction=one.direction)),
    ("B_Normalised", "A_Denominated", lambda c, one: by_line.min_max(c, direction=one.direction)),
    ("C_Normalised", "A_Treated", lambda c, one: by_line.min_max(c, direction=one.direction, lower=1)),
]


@pytest.mark.parametrize(("file", "source", "method"), NORMALISED, ids=[one[0] for one in NORMALISED])
def test_normalised(example: Asem, file: str, source: str, method: Callable) -> None:
    before, theirs = example.matrix(source), example.matrix(file)
    for at, one in enumerate(example.indicators):
        same(method(before[:, at], one), theirs[:, at])


def test_fraction_of_maximum(example: Asem) -> None:
    """Where low is good, COINr gives x / min: more for who does worse. We give min / x (docs/index-proof.md)."""
    before, theirs = example.matrix("A_Treated"), example.matrix("norm_fracmax")
    for at, one in enumerate(example.indicators):
        column = before[:, at]
        if one.direction == 1:
            same(by_line.fraction_of_maximum(column, direction=1), theirs[:, at])
        elif column.min() > 0:
            same(1 / by_line.fraction_of_maximum(column, direction=-1), theirs[:, at])
        else:
            assert not np.isfinite(theirs[:, at]).all()
            with pytest.raises(ValueError, match="not above 0"):
                by_line.fraction_of_maximum(column, direction=-1)


def test_goalposts(example: Asem) -> None:
    theirs = example.table("norm_goalposts_LPI").numbers("x", "up", "up_notrunc", "down")
    x, up, free, down = theirs.T
    slope, base = np.polyfit(x, free, 1)
    lower, upper = -base / slope, (100 - base) / slope
    same(by_line.goalposts(x, direction=1, lower=lower, upper=upper), up)
    same(by_line.goalposts(x, direction=1, lower=lower, upper=upper, truncate=False), free)
    same(by_line.goalposts(x, direction=-1, lower=lower, upper=upper), down)
    assert [round(lower, 9), round(upper, 9)] == [2, 4]


def up_the_tree(example: Asem, normalised: Numbers, method: Callable, minimum: tuple[float, float, float]) -> dict:
    """Pillars, sub-indices and index, all weights 1, as COINr: by count, level by level."""

    def one_up(table: Numbers, least: float) -> Numbers:
        made = method(table, np.ones(table.shape[1]))
        return withheld(made, availability(table, by="count"), least)

    levels: dict[str, Numbers] = {}
    for pillar in {one.parent for one in example.indicators}:
        inside = [at for at, one in enumerate(example.indicators) if one.parent == pillar]
        levels[pillar] = one_up(normalised[:, inside], minimum[0])
    for depth, name in ((1, "Conn"), (1, "Sust"), (2, "Index")):
        levels[name] = one_up(np.column_stack([levels[child] for child in PILLARS[name]]), minimum[depth])
    return levels


NONE = (0.0, 0.0, 0.0)
AGGREGATED = [
    ("A_Aggregated", "A_Normalised", arithmetic_mean, NONE),
    ("B_agg_amean", "B_Normalised", arithmetic_mean, NONE),
    ("B_agg_amean_thresh0.9", "B_Normalised", arithmetic_mean, (0.9, 0.9, 0.9)),
    # COINr was given a vector of minima that the file does not tell; these are the ones that give it.
    ("B_agg_amean_thresh_bylevel", "B_Normalised", arithmetic_mean, (0.9, 0.5, 0.75)),
    ("C_agg_a_amean", "C_Normalised", arithmetic_mean, NONE),
    ("C_agg_a_gmean", "C_Normalised", geometric_mean, NONE),
    ("C_agg_a_hmean", "C_Normalised", harmonic_mean, NONE),
]


@pytest.mark.parametrize(("file", "source", "method", "minimum"), AGGREGATED, ids=[one[0] for one in AGGREGATED])
def test_aggregated(example: Asem, file: str, source: str, method: Callable, minimum: tuple) -> None:
    ours = up_the_tree(example, example.matrix(source), method, minimum)
    theirs = example.table(file).ordered("uCode", example.areas)
    for name, scores in ours.items():
        same(scores, theirs.numbers(name)[:, 0])


@pytest.mark.parametrize(
    ("file", "source", "method", "minimum"),
    [
        ("A_ranks_aggs", "A_Normalised", arithmetic_mean, NONE),
        ("B_ranks_thresh0.9", "B_Normalised", arithmetic_mean, (0.9, 0.9, 0.9)),
        ("C_gmean_ranks", "C_Normalised", geometric_mean, NONE),
    ],
)
def test_ranked(example: Asem, file: str, source: str, method: Callable, minimum: tuple) -> None:
    ours = up_the_tree(example, example.matrix(source), method, minimum)
    theirs = example.table(file).ordered("uCode", example.areas)
    for name, scores in ours.items():
        wanted = np.nan_to_num(theirs.numbers(name)[:, 0], nan=0).astype(int)
        assert ranks(scores).tolist() == wanted.tolist(), name


def test_ranked_indicators(example: Asem) -> None:
    theirs = example.table("A_ranks_full").ordered("uCode", example.areas)
    for at, column in enumerate(example.matrix("A_Normalised").T):
        assert ranks(column).tolist() == theirs.numbers(example.codes[at])[:, 0].astype(int).tolist()


def test_outranked(example: Asem) -> None:
    weights = example.table("orm_weights").ordered("iCode", example.codes).numbers("w")[:, 0]
    theirs = example.table("orm_all_effweights").ordered("uCode", example.areas).numbers(*example.areas)
    normalised = example.matrix("A_Normalised")
    same(outranking(normalised, weights), theirs)
    scores = example.table("copeland_all_effweights").ordered("uCode", example.areas).numbers("copeland")[:, 0]
    assert copeland(normalised, weights).tolist() == scores.tolist()


def test_weights_down_the_tree(example: Asem) -> None:
    parents = {one.code: one.parent for one in example.indicators}
    parents |= {child: parent for parent, children in PILLARS.items() for child in children}
    table = example.table("A_weights_original")
    weights = dict(zip(table.texts("iCode"), table.numbers("Weight")[:, 0].tolist(), strict=True))
    ours = effective_weights(weights, parents | {"Index": ""})
    table = example.table("A_eff_weights")
    theirs = dict(zip(table.texts("iCode"), table.numbers("EffWeight")[:, 0].tolist(), strict=True))
    assert ours == pytest.approx(theirs, abs=1e-12)


def test_correlated(example: Asem) -> None:
    pillars = [name for parts in (PILLARS["Conn"], PILLARS["Sust"]) for name in parts]
    scores = example.table("A_Aggregated").ordered("uCode", example.areas)
    ours = correlations(scores.numbers(*pillars), example.matrix("A_Normalised"))
    table = example.table("corr_L1_L2")
    for one, two, value in zip(
        table.texts("Var1"), table.texts("Var2"), table.numbers("Correlation")[:, 0], strict=True
    ):
        assert ours[pillars.index(one), example.codes.index(two)] == pytest.approx(value, abs=1e-9)


def test_alphas(example: Asem) -> None:
    table = example.table("cronbach")
    for what, alpha in zip(table.texts("what"), table.numbers("alpha")[:, 0], strict=True):
        stage, group = what.split()
        values = example.values if stage == "Raw" else example.matrix("A_Normalised")
        inside = [at for at, one in enumerate(example.indicators) if group in ("L1", one.parent)]
        assert cronbach(values[:, inside]) == pytest.approx(alpha, abs=1e-9), what


def test_components(example: Asem) -> None:
    table = example.table("pca_variance_L1_bygroup")
    for pillar in dict.fromkeys(table.texts("group")):
        rows = [at for at, group in enumerate(table.texts("group")) if group == pillar]
        inside = [at for at, one in enumerate(example.indicators) if one.parent == pillar]
        ours = principal_components(example.matrix("A_Normalised")[:, inside])
        same(ours.deviations, table.numbers("sdev")[rows, 0])
        same(ours.shares, table.numbers("var_explained")[rows, 0])


def test_strengths_and_weaknesses(example: Asem) -> None:
    directed = example.values * [one.direction for one in example.indicators]
    best, worst = standings(directed, example.areas.index("IND"))
    for ours, file in ((best, "A_strengths_IND"), (worst, "A_weaknesses_IND")):
        theirs = example.table(file)
        places = {example.codes[one.column]: one.place for one in ours}
        listed = dict(zip(theirs.texts("Code"), theirs.numbers("Rank")[:, 0].tolist(), strict=True))
        assert {code: places[code] for code in listed} == listed
        # COINr stops at five, by the order of its columns; whatever shares the last place comes along here.
        edge = max(listed.values()) if ours is best else min(listed.values())
        assert {places[code] for code in places.keys() - listed.keys()} <= {edge}


def test_weighted_draws_replayed(example: Asem) -> None:
    """COINr's 1,000 draws of the weights of all levels, its scores, its ranks, and what it tells of them."""
    pool, draws = example.table("UA_weight_pool"), example.table("UA_draws").numbers("weight_set")[:, 0].astype(int)
    scores = example.table("UA_scores").ordered("uCode", example.areas)
    places = example.table("UA_ranks").ordered("uCode", example.areas)
    nodes = pool.texts("iCode")
    normalised = example.matrix("A_Normalised")
    columns: dict[int, Numbers] = {}
    for which in sorted(set(draws.tolist())):
        weights = dict(zip(nodes, pool.numbers(f"w_{which}")[:, 0].tolist(), strict=True))
        columns[which] = weighted_up(example, normalised, weights)
    found = np.column_stack([columns[which] for which in draws.tolist()])
    names = [f"r_{at}" for at in range(1, len(draws) + 1)]
    same(found, scores.numbers(*names))
    ours = np.column_stack([ranks(column) for column in found.T])
    np.testing.assert_array_equal(ours, places.numbers(*names))
    told = example.table("UA_rankstats").ordered("uCode", example.areas)
    same(ours.mean(axis=1), told.numbers("Mean")[:, 0])
    for name, share in (("Q5", 0.05), ("Median", 0.5), ("Q95", 0.95)):
        same(np.quantile(ours, share, axis=1), told.numbers(name)[:, 0])


def weighted_up(example: Asem, normalised: Numbers, weights: dict[str, float]) -> Numbers:
    made = {one.code: normalised[:, at] for at, one in enumerate(example.indicators)}
    below = {name: [one.code for one in example.indicators if one.parent == name] for name in PILLARS["Conn"]}
    below |= {name: [one.code for one in example.indicators if one.parent == name] for name in PILLARS["Sust"]}
    for name, children in (below | PILLARS).items():
        made[name] = arithmetic_mean(
            np.column_stack([made[child] for child in children]), [weights[child] for child in children]
        )
    return made["Index"]
