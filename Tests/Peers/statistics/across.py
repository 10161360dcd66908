"""Fixtures of what is said over several data sets: statsmodels, bencheval, SciPy.

    pip install -r Tests/Peers/requirements.txt
    python Tests/Peers/statistics/across.py Tests/StatisticsTests/Fixtures/across.json
"""

import json
import sys
from importlib.metadata import version

import numpy as np
import pandas as pd
import scipy
import statsmodels
import statsmodels.api as sm
from bencheval.evaluator import BenchmarkEvaluator
from scipy import optimize, stats
from statsmodels.stats.meta_analysis import combine_effects


def random_effects(values, errors):
    """statsmodels' Paule-Mandel stops early, so tau^2 is solved by SciPy to the last digits; statsmodels must agree."""
    y, v, k = np.array(values), np.array(errors) ** 2, len(values)

    def excess(tau2):
        w = 1 / (v + tau2)
        return np.sum(w * (y - np.sum(w * y) / np.sum(w)) ** 2) - (k - 1)

    tau2 = optimize.brentq(excess, 0, 10 * np.ptp(y) ** 2 + v.max(), xtol=1e-300, rtol=1e-15) if excess(0) > 0 else 0.0
    w = 1 / (v + tau2)
    mean = np.sum(w * y) / np.sum(w)
    factor = max(1.0, np.sum(w * (y - mean) ** 2) / (k - 1))
    error = np.sqrt(factor / np.sum(w))
    reach = stats.t.ppf(0.975, k - 1) * error
    peer = combine_effects(y, v, method_re="iterated", use_t=True)
    assert abs(peer.tau2 - tau2) < 1e-6 and abs(peer.mean_effect_re - mean) < 1e-6
    if peer.scale_hksj_re >= 1:
        assert np.allclose(peer.conf_int()[3], [mean - reach, mean + reach], atol=1e-6)
    assert np.allclose(peer.weights_rel_re, w / np.sum(w), atol=1e-5)
    assert abs(max(0.0, peer.i2) - max(0.0, (peer.q - k + 1) / peer.q)) < 1e-12
    alike = stats.ttest_1samp(y, 0).confidence_interval(0.95)
    ahead = stats.t.ppf(0.975, k - 2) * np.sqrt(tau2 + error**2) if k > 2 else None
    return {
        "values": values,
        "errors": errors,
        "tau": float(np.sqrt(tau2)),
        "mean": float(mean),
        "low": float(mean - reach),
        "high": float(mean + reach),
        "p": float(2 * stats.t.sf(abs(mean / error), k - 1)),
        "weights": (w / np.sum(w)).tolist(),
        "q": float(peer.q),
        "qP": float(stats.chi2.sf(peer.q, k - 1)),
        "iSquared": float(max(0.0, peer.i2)),
        "unweighted": [float(alike.low), float(alike.high)],
        "prediction": None if ahead is None else [float(mean - ahead), float(mean + ahead)],
    }


def clustered(boards):
    """Boards are lists of (person, value); the mean of their means by least squares with clusters of persons."""
    value = np.concatenate([[v for _, v in board] for board in boards])
    person = np.concatenate([[p for p, _ in board] for board in boards])
    board = np.repeat(np.arange(len(boards)), [len(b) for b in boards])
    means = (board[:, None] == np.arange(len(boards))).astype(float)
    fit = sm.OLS(value, means).fit(cov_type="cluster", cov_kwds={"groups": person, "use_correction": False})
    share = np.full(len(boards), 1 / len(boards))
    persons = len(set(person))
    variance = share @ fit.cov_params() @ share * persons / (persons - 1)
    return {
        "persons": [[p for p, _ in board] for board in boards],
        "values": [[v for _, v in board] for board in boards],
        "mean": float(share @ fit.params),
        "error": float(np.sqrt(variance)),
        "freedom": persons - 1,
    }


def scores(errors):
    """Blocks are rows."""
    blocks, methods = np.array(errors).shape
    data = pd.DataFrame(
        [
            {"method": f"m{m:02}", "task": f"t{b:02}", "metric_error": errors[b][m]}
            for b in range(blocks)
            for m in range(methods)
        ]
    )
    evaluator = BenchmarkEvaluator(columns_to_agg_extra=None)
    per_task = evaluator.compute_results_per_task(data)
    mean = per_task.groupby("method")[["rank", "improvability"]].mean().sort_index()
    return {
        "errors": errors,
        "ranks": mean["rank"].tolist(),
        "improvability": mean["improvability"].tolist(),
        "winRates": evaluator.compute_winrate(per_task).sort_index().astype(float).tolist(),
    }


def main(path):
    rng = np.random.default_rng(8)
    drawn = np.round(rng.normal(-0.02, 0.04, 10), 4).tolist()
    errors = np.round(rng.uniform(0.005, 0.03, 10), 4).tolist()
    persons = {p: rng.normal(0.03, 0.05) for p in range(1, 9)}

    def board(own, count):
        return [(p, float(np.round(persons[p] + e, 4))) for p in own for e in rng.normal(0, 0.1, count + p % 3)]

    fixture = {
        "source": f"statsmodels {statsmodels.__version__}, scipy {scipy.__version__}, bencheval {version('bencheval')}",
        "randomEffects": [
            random_effects(drawn[:2], errors[:2]),
            random_effects(drawn[:3], errors[:3]),
            random_effects(drawn[:5], errors[:5]),
            random_effects(drawn, errors),
            random_effects([0.02, 0.021, 0.019, 0.02], [0.01, 0.02, 0.015, 0.03]),
            random_effects([0.5, -0.5, 0.25], [1e-4, 0.2, 1e-3]),
        ],
        "clustered": [
            clustered([board([2, 4, 6, 8], 5), board([2, 4, 6, 8], 7)]),
            clustered([board([2, 4, 6, 8], 5), board(range(1, 9), 3), board([1, 3, 5], 4)]),
        ],
        "scores": [
            scores([[0.1, 0.2, 0.15], [0.3, 0.3, 0.1], [0.25, 0.2, 0.4]]),
            scores([[0.0, 0.2, 0.0], [0.1, 0.1, 0.1], [0.0, 0.5, 0.25], [0.4, 0.3, 0.2]]),
            scores(np.round(rng.uniform(0, 1, (8, 6)), 2).tolist()),
        ],
    }
    with open(path, "w") as file:
        json.dump(fixture, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
