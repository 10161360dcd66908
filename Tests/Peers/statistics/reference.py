"""Fixtures of the statistics: SciPy, statsmodels, scikit-posthocs.

    pip install -r Tests/Peers/requirements.txt
    python Tests/Peers/statistics/reference.py Tests/StatisticsTests/Fixtures/statistics.json
"""

import json
import sys

import numpy as np
import scikit_posthocs
import scipy
import scipy.optimize
import statsmodels
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW


def wilson(hits, count):
    low, high = proportion_confint(hits, count, alpha=0.05, method="wilson")
    other = stats.binomtest(hits, count).proportion_ci(0.95, method="wilson")
    assert np.allclose([low, high], [other.low, other.high], atol=1e-12)
    return {"hits": hits, "count": count, "low": low, "high": high}


def discordant(first, second):
    p = float(mcnemar([[50, first], [second, 60]], exact=True).pvalue)
    if first + second:
        assert abs(p - stats.binomtest(first, first + second, 0.5).pvalue) < 1e-9
    return {"first": first, "second": second, "p": p}


def signs(differences):
    result = stats.permutation_test(
        (np.array(differences),),
        lambda x, axis: np.abs(np.sum(x, axis=axis)),
        permutation_type="samples",
        alternative="greater",
        n_resamples=np.inf,
        vectorized=True,
    )
    return {"differences": differences, "p": float(result.pvalue)}


def student(values):
    """One value a unit: interval, p and Hedges' g of the mean."""
    n = len(values)
    test = stats.ttest_1samp(values, 0)
    interval = test.confidence_interval(0.95)
    d = np.mean(values) / np.std(values, ddof=1)
    correction = np.exp(scipy.special.gammaln((n - 1) / 2) - scipy.special.gammaln((n - 2) / 2)) / np.sqrt((n - 1) / 2)
    return {
        "values": values,
        "p": float(test.pvalue),
        "low": float(interval.low),
        "high": float(interval.high),
        "hedges": float(d * correction),
    }


def effective_wilson(means, samples):
    """Wilson's interval with p (1 - p) / error^2 samples and Student's quantile, by scipy's own Wilson interval's formula."""
    n, p = len(means), np.mean(means)
    error = np.std(means, ddof=1) / np.sqrt(n)
    z = stats.t.ppf(0.975, n - 1)
    count = p * (1 - p) / error**2 if error > 0 and 0 < p < 1 else samples
    # The ends solve (p - x)^2 = z^2 x (1 - x) / count.
    roots = np.roots([1 + z**2 / count, -2 * p - z**2 / count, p**2])
    return {"means": means, "samples": samples, "low": float(min(roots.real)), "high": float(max(roots.real))}


def crossed(values):
    """Subjects (rows) and splits (columns) as random effects, from the mean squares of a two-way analysis of variance."""
    y = np.array(values)
    g, d = y.shape
    rows, columns = y.mean(axis=1, keepdims=True), y.mean(axis=0, keepdims=True)
    square_rows = d * np.sum((rows - y.mean()) ** 2) / (g - 1)
    square_columns = g * np.sum((columns - y.mean()) ** 2) / (d - 1)
    square_rest = np.sum((y - rows - columns + y.mean()) ** 2) / ((g - 1) * (d - 1))
    parts = np.array([square_rows, square_columns, square_rest]) / (g * d)
    variance = max(parts[0] + parts[1] - parts[2], parts[0], parts[1])
    freedom = variance**2 / np.sum(parts**2 / [g - 1, d - 1, (g - 1) * (d - 1)])
    return {
        "values": values,
        "error": float(np.sqrt(variance)),
        "freedom": float(max(freedom, min(g, d) - 1)),
    }


def rank_correlation(x, y):
    """Spearman's, and its interval by Bonett and Wright (2000)."""
    r, n = float(stats.spearmanr(x, y).statistic), len(x)
    interval = None
    if n > 3 and abs(r) < 1 - 1e-12:
        reach = stats.norm.ppf(0.975) * np.sqrt((1 + r**2 / 2) / (n - 3))
        interval = np.tanh(np.arctanh(r) + np.array([-reach, reach])).tolist()
    return {"x": x, "y": y, "coefficient": r, "interval": interval}


def equivalence(values, margin):
    """Two one-sided tests of one value a unit, and the 90 % interval that they go with."""
    tested = DescrStatsW(np.array(values))
    p, *_ = tested.ttost_mean(-margin, margin)
    low, high = tested.tconfint_mean(alpha=0.1)
    mean, error = np.mean(values), stats.sem(values)
    tails = [stats.t.sf((mean + margin) / error, len(values) - 1), stats.t.cdf((mean - margin) / error, len(values) - 1)]
    assert np.isclose(p, max(tails), atol=1e-14)
    return {"values": values, "margin": margin, "p": float(p), "low": float(low), "high": float(high)}


def power(count, effect, alpha):
    """The power of a t test of one value a unit, and the effect that it finds in 80 %."""
    test = TTestPower()
    found = float(test.power(effect, count, alpha))
    freedom, quantile = count - 1, stats.t.isf(alpha / 2, count - 1)
    shift = effect * np.sqrt(count)
    assert abs(found - stats.nct.sf(quantile, freedom, shift) - stats.nct.cdf(-quantile, freedom, shift)) < 1e-9
    # To the last digits, which statsmodels' own solver does not go to.
    near = test.solve_power(nobs=count, alpha=alpha, power=0.8)
    least = scipy.optimize.brentq(
        lambda d: test.power(d, count, alpha) - 0.8, 0.99 * near, 1.01 * near, xtol=1e-15, rtol=1e-14
    )
    return {
        "freedom": freedom,
        "alpha": alpha,
        "shift": float(shift),
        "power": found,
        "leastShift": float(least * np.sqrt(count)),
    }


def guessing(trials, rate):
    """The least number of right guesses that is exceeded with a probability of at most 5 %."""
    count = int(stats.binom.ppf(0.95, trials, rate))
    assert stats.binom.sf(count, trials, rate) <= 0.05 < stats.binom.sf(count - 1, trials, rate)
    return {"trials": trials, "rate": rate, "count": count}


def friedman(blocks):
    """Blocks are rows; higher is better."""
    result = stats.friedmanchisquare(*np.array(blocks).T) if len(blocks[0]) > 2 else None
    k, n = len(blocks[0]), len(blocks)
    ranks = np.mean([stats.rankdata(-np.array(block)) for block in blocks], axis=0)
    nemenyi = scikit_posthocs.posthoc_nemenyi_friedman(np.array(blocks)).to_numpy()
    critical = stats.studentized_range.ppf(0.95, k, np.inf) / np.sqrt(2) * np.sqrt(k * (k + 1) / (6 * n))
    return {
        "blocks": blocks,
        "ranks": ranks.tolist(),
        "statistic": float(result.statistic),
        "p": float(result.pvalue),
        "nemenyi": nemenyi.tolist(),
        "criticalDifference": float(critical),
    }


def main(path):
    rng = np.random.default_rng(5)
    effects = np.round(rng.normal(0.02, 0.05, size=(12,)), 3).tolist()
    fixture = {
        "source": f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}, "
        f"scikit-posthocs {scikit_posthocs.__version__}",
        "wilson": [wilson(*pair) for pair in [(0, 9), (9, 9), (85, 100), (364, 430), (1, 2)]],
        "mcnemar": [
            discordant(*pair)
            for pair in [(0, 0), (0, 5), (3, 3), (7, 2), (2, 7), (31, 20), (120, 161), (900, 1011), (0, 60)]
        ],
        "signs": [
            signs(effects[:4]),
            signs(effects[:8]),
            signs(effects),
            signs([0.1, 0.1, -0.1, 0.2, 0.0, 0.3]),
            signs([0.5, 0.25, 0.25, -0.5]),
        ],
        "holm": [
            {"p": p, "adjusted": multipletests(p, method="holm")[1].tolist()}
            for p in [[0.01, 0.04, 0.03, 0.005], [0.5, 0.5, 0.9], [0.02], [0.001, 0.001, 0.2, 0.04, 0.04]]
        ],
        "student": [student(effects[:4]), student(effects), student([0.8, 0.82, 0.79, 0.81, 0.8])],
        "studentTails": [
            {"t": t, "freedom": v, "p": float(2 * stats.t.sf(t, v)), "quantile": float(stats.t.ppf(0.975, v))}
            for t, v in [(0.1, 1), (12.7, 1), (2, 3.7), (50, 3), (1.96, 400), (3, 25000.5), (1e-3, 7), (8, 59)]
        ],
        "effectiveWilson": [
            effective_wilson([0.8, 0.9, 0.85, 0.7], 80),
            effective_wilson([1.0, 0.975, 1.0, 1.0, 0.95, 1.0, 1.0, 1.0], 320),
            effective_wilson([1.0, 1.0, 1.0], 60),
            effective_wilson(np.round(rng.uniform(0.3, 0.9, 20), 2).tolist(), 800),
        ],
        "crossed": [
            crossed(np.round(rng.normal(size=shape) + rng.normal(size=(shape[0], 1)) * a + rng.normal(size=shape[1]) * b, 3).tolist())
            for shape, a, b in [((4, 6), 1, 1), ((8, 3), 2, 0), ((5, 10), 0, 0)]
        ],
        "chiSquared": [
            {"x": x, "freedom": k, "p": float(stats.chi2.sf(x, k))}
            for x, k in [(0.5, 1), (30, 1), (3, 2), (11.07, 5), (80, 20), (15.5, 9), (700, 650)]
        ],
        "range": [
            {"q": q, "groups": k, "p": float(stats.studentized_range.sf(q, k, np.inf))}
            for q, k in [(0.3, 2), (2.772, 2), (3.31, 3), (1, 10), (4.47, 10), (6, 50), (5.5, 20)]
        ],
        "friedman": [
            friedman(np.round(rng.uniform(0.4, 0.9, (6, 4)), 2).tolist()),
            friedman([[0.9, 0.8, 0.8, 0.5, 0.1], [0.7, 0.7, 0.7, 0.6, 0.2], [0.6, 0.8, 0.5, 0.5, 0.3]]),
            friedman((np.round(rng.uniform(0, 0.1, (12, 6)), 1) + np.arange(6) / 20).round(2).tolist()),
        ],
    }
    # A generator of its own, so that what stands above keeps its numbers.
    rng = np.random.default_rng(6)
    pairs = np.round(rng.normal(size=(30, 2)) @ np.array([[1, -0.7], [0, 0.7]]), 3)
    fixture["rankCorrelation"] = [
        rank_correlation(pairs[:n, 0].tolist(), pairs[:n, 1].tolist()) for n in (4, 7, 14, 30)
    ] + [
        rank_correlation([1.0, 2.0, 2.0, 3.0, 5.0, 5.0], [0.3, 0.3, 0.1, 0.9, 0.9, 0.4]),
        rank_correlation([1.0, 2.0, 3.0], [0.2, 0.4, 0.1]),
        rank_correlation([1.0, 2.0, 3.0, 4.0, 9.0], [5.0, 4.0, 3.0, 1.0, 0.0]),
    ]
    rng = np.random.default_rng(7)
    differences = np.round(rng.normal(0.004, 0.03, size=30), 3).tolist()
    fixture["equivalence"] = [
        equivalence(differences[:n], margin) for n, margin in [(4, 0.05), (8, 0.02), (15, 0.02), (30, 0.01), (30, 0.05)]
    ] + [equivalence([0.031, 0.042, 0.028, 0.05], 0.02), equivalence([-0.031, -0.042, -0.028, -0.05], 0.045)]
    fixture["power"] = [
        power(count, effect, alpha)
        for count, effect, alpha in [
            (3, 1.5, 0.05), (4, 1, 0.05), (8, 0.9, 0.05), (8, 1.4, 0.05 / 45), (15, 0.5, 0.05), (30, 0.1, 0.05),
            (30, 0.7, 0.05 / 105), (200, 0.2, 0.05), (2000, 0.05, 0.01),
        ]
    ]
    fixture["guessing"] = [
        guessing(trials, rate)
        for trials, rate in [(1, 0.5), (12, 0.5), (430, 1 / 27), (1149, 0.164), (2528, 1 / 7), (20000, 0.9), (60, 1e-4)]
    ]
    with open(path, "w") as file:
        json.dump(fixture, file)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
