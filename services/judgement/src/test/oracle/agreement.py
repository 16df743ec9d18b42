"""The numbers that the tests of dev.attune.judgement.agreement compare with, by other people's implementations.

Python 3.11 with numpy, scikit-learn, statsmodels and krippendorff from PyPI (run with 2.4.6, 1.9.1, 0.15.0, 0.9.0):  python agreement.py
Gwet's AC1 has none among them, so that it is written out here; Dawid-Skene likewise, with .01 added to every expected count.
"""
from pathlib import Path

import krippendorff
import numpy as np
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa
from statsmodels.stats.proportion import proportion_confint

ROWS = np.loadtxt(Path(__file__).parent.parent / "resources/pandalm/labels.csv", delimiter=",", dtype=int)
FOUR = ["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."]


def ac1(counts):
    n = counts.sum(1)
    two = n >= 2
    agreed = ((counts[two] * (counts[two] - 1)).sum(1) / (n[two] * (n[two] - 1))).mean()
    share = (counts / n[:, None]).mean(0)
    chance = (share * (1 - share)).sum() / (len(share) - 1)
    return agreed, (agreed - chance) / (1 - chance)


def dawid_skene(rows, classes, added, rounds=10_000):
    q = np.stack([(rows == c).mean(1) for c in range(classes)], 1)
    for _ in range(rounds):
        shares = (q.sum(0) + added) / (q.sum() + classes * added)
        theta = np.array([[[(q[:, c] * (rows[:, k] == l)).sum() + added for l in range(classes)]
                           for c in range(classes)] for k in range(rows.shape[1])])
        theta /= theta.sum(2, keepdims=True)
        logs = np.log(shares) + sum(np.log(theta[k][:, rows[:, k]]).T for k in range(rows.shape[1]))
        fit = np.exp(logs - logs.max(1, keepdims=True))
        fit /= fit.sum(1, keepdims=True)
        if np.abs(fit - q).max() < 1e-12:
            break
        q = fit
    return np.diagonal(theta, axis1=1, axis2=2)


def jackknife(data, level):
    n = data.shape[1]
    out = [krippendorff.alpha(np.delete(data, i, 1), level_of_measurement=level) for i in range(n)]
    return np.sqrt((n - 1) / n * ((out - np.mean(out)) ** 2).sum())


if __name__ == "__main__":
    data = np.array([[np.nan if c == "." else float(c) for c in row.split()] for row in FOUR])
    for level in ("nominal", "ordinal", "interval", "ratio"):
        print("four observers", level, round(krippendorff.alpha(data, level_of_measurement=level), 6),
              "jackknife se", round(jackknife(data, level), 6))
    # Categories in the order 1 < tie < 2 for the ordinal one.
    order = np.array([1, 0, 2])
    for level in ("nominal", "ordinal"):
        print("PandaLM alpha", level, round(krippendorff.alpha(order[ROWS].T.astype(float), level_of_measurement=level), 6))
    counts = aggregate_raters(ROWS)[0]
    print("PandaLM Fleiss", round(fleiss_kappa(counts), 6), "raw, AC1", np.round(ac1(counts), 6))
    for a, b in ((0, 1), (0, 2), (1, 2)):
        print("PandaLM Cohen", a + 1, b + 1, round(cohen_kappa_score(ROWS[:, a], ROWS[:, b]), 6), "quadratic",
              round(cohen_kappa_score(order[ROWS[:, a]], order[ROWS[:, b]], weights="quadratic"), 6))
    print("PandaLM Dawid-Skene", np.round(dawid_skene(ROWS, 3, .01), 4).tolist())
    majority = np.array([np.bincount(row, minlength=3).argmax() for row in ROWS])
    right = int((ROWS[:, 1] == majority).sum())
    print("second annotator against the majority", right, len(ROWS),
          np.round(proportion_confint(right, len(ROWS), method="wilson"), 6))
