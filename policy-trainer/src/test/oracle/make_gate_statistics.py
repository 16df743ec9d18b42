"""Makes the fixture of the gates' statistics with scipy (1.17) and numpy (2.4).

    python make_gate_statistics.py ../resources/dev/attune/policy/statistics/goldens.json

Nothing here is written as the code under test is: Tango's interval comes from a numeric search for the likeliest nuisance, the
length-controlled win rate from a general optimiser; the bootstrap of the median is scipy's own, that of the mean is numpy's draws and
quantiles.
"""

import json
import sys
from pathlib import Path

import numpy as np
import scipy
from scipy import optimize, stats


def tail(n):
    return float(stats.norm.cdf(-np.sqrt(n / (n - 1)) * stats.t.ppf(0.975, n - 1)))


def tango(both, first, second, neither):
    """All differences that the score test with the restricted maximum of the likelihood does not refuse at 5 %."""
    n = both + first + second + neither
    same = both + neither

    def nuisance(delta):
        def negative(q):
            p = q + delta
            parts = [(first, p), (second, q), (same, 1 - p - q)]
            if any(count > 0 and share <= 0 for count, share in parts):
                return np.inf
            return -sum(count * np.log(share) for count, share in parts if count > 0)

        low, high = max(0.0, -delta), (1 - delta) / 2
        grid = np.linspace(low + 1e-13, high - 1e-13, 2001)
        best = min(grid, key=negative)
        step = (high - low) / 2000
        found = optimize.minimize_scalar(
            negative, bounds=(max(low, best - step), min(high, best + step)), method="bounded", options={"xatol": 1e-13}
        )
        return found.x if found.fun <= negative(best) else best

    def score(delta):
        q = nuisance(delta)
        variance = n * (2 * q + delta - delta * delta)
        return (first - second - n * delta) / np.sqrt(max(variance, 1e-300))

    z = stats.norm.ppf(0.975)
    mean = (first - second) / n
    low = optimize.brentq(lambda d: score(d) - z, -0.999999, mean - 1e-7, xtol=1e-10)
    high = optimize.brentq(lambda d: score(d) + z, mean + 1e-7, 0.999999, xtol=1e-10)
    return [mean, low, high]


def bootstrap(values, measure):
    level = 1 - 2 * tail(len(values))
    found = stats.bootstrap(
        (values,), measure, confidence_level=level, n_resamples=100_000, method="percentile",
        rng=np.random.default_rng(1), vectorized=True,
    ).confidence_interval
    return [float(measure(values, axis=0)), float(found.low), float(found.high)]


def studentised(values):
    """Bootstrap-t: Efron and Tibshirani, An Introduction to the Bootstrap, 12.5."""
    values = np.asarray(values)
    n = len(values)
    drawn = values[np.random.default_rng(1).integers(0, n, (200_000, n))]
    t = (drawn.mean(1) - values.mean()) / (drawn.std(1, ddof=1) / np.sqrt(n))
    low, high = np.quantile(t, [0.025, 0.975])
    error = values.std(ddof=1) / np.sqrt(n)
    return [float(values.mean()), float(values.mean() - high * error), float(values.mean() - low * error)]


def length_controlled(points, lengths):
    d = np.asarray(lengths, float)
    y = np.asarray(points, float)
    scale = np.sqrt((d**2).mean())
    x = np.tanh(d / scale) if scale > 0 else np.zeros_like(d)

    def negative(theta):
        z = theta[0] + theta[1] * x
        return -(y * -np.logaddexp(0, -z) + (1 - y) * -np.logaddexp(0, z)).sum() + 0.01 * (theta**2).sum() / 2

    found = optimize.minimize(negative, np.zeros(2), method="BFGS", options={"gtol": 1e-10})
    return float(1 / (1 + np.exp(-found.x[0])))


def main():
    print("scipy", scipy.__version__, "numpy", np.__version__)
    rng = np.random.default_rng(7)
    differences = np.round(rng.normal(0.05, 0.3, 40), 4)
    ratios = np.round(np.exp(rng.normal(0.1, 0.4, 35)), 4)
    few = np.round(rng.exponential(1.0, 20) - 1, 4)
    lengths = [int(v) for v in rng.integers(-200, 300, 50)]
    points = [float(v) for v in np.where(rng.random(50) < 1 / (1 + np.exp(-0.3 - 0.006 * np.array(lengths))), 1.0, 0.0)]
    points[3] = points[17] = 0.5
    tables = [[36, 12, 2, 10], [20, 3, 11, 6], [0, 0, 0, 60], [50, 0, 0, 10], [10, 1, 5, 84], [0, 9, 1, 0]]
    content = {
        "tails": [{"n": n, "tail": tail(n)} for n in [10, 11, 15, 24, 60, 200, 2000]],
        "tango": [{"counts": t, "interval": tango(*t)} for t in tables],
        "mean": {"values": differences.tolist(), "interval": studentised(differences)},
        "fewMean": {"values": few.tolist(), "interval": studentised(few)},
        "median": {"values": ratios.tolist(), "interval": bootstrap(ratios, np.median)},
        "mcnemar": [
            {"lost": b, "won": c, "p": float(stats.binomtest(min(b, c), b + c, 0.5).pvalue)}
            for b, c in [(3, 11), (0, 5), (7, 7), (20, 41)]
        ],
        "lengthControl": [
            {"points": points, "lengths": lengths, "winRate": length_controlled(points, lengths)},
            {"points": [1.0] * 20, "lengths": [10] * 20, "winRate": length_controlled([1.0] * 20, [10] * 20)},
            {"points": [0.5] * 12, "lengths": [0] * 12, "winRate": length_controlled([0.5] * 12, [0] * 12)},
        ],
    }
    Path(sys.argv[1]).write_text(json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    main()
