"""The numbers that the tests of dev.attune.judgement.standing compare with, by statsmodels, scipy and scikit-learn.

Python 3.11 (run with numpy 2.4.6, scipy 1.17.1, statsmodels 0.15.0):  python standing.py
Worths have a sum of 0. Clusters' sandwiches have n / (n - 1) each.
"""
import numpy as np
import statsmodels.api as sm
from scipy.optimize import minimize
from statsmodels.stats.sandwich_covariance import cov_cluster

ELO = 400 / np.log(10)


def centred(k):
    """From worths beside the last one to worths with a sum of 0."""
    return np.vstack([np.eye(k - 1), np.zeros(k - 1)]) - np.ones((k, k - 1)) / k


def golden():
    rows, won = [], []
    for a, b, w, l in ((0, 1, 30, 20), (0, 2, 28, 12), (1, 2, 25, 15)):
        x = np.zeros(3)
        x[a], x[b] = 1, -1
        rows += [x] * (w + l)
        won += [1] * w + [0] * l
    x = np.array(rows)[:, :2]
    fit = sm.Logit(won, x).fit(disp=0, tol=1e-12)
    c = centred(3)
    s = c @ fit.params
    v = c @ fit.cov_params() @ c.T
    robust = sm.Logit(won, x).fit(disp=0, cov_type="HC0").cov_params()
    r = c @ robust @ c.T
    print("golden", np.round(s, 6), "Elo", np.round(ELO * s, 3), "se", np.round(np.sqrt(np.diag(v)), 6), "sandwich",
          np.round(np.sqrt(np.diag(r)), 6))


def drawn(count=400):
    """Votes that the tests draw, too: a linear congruential generator, no ties."""
    state, votes = 7, []

    def draw(n):
        nonlocal state
        state = (state * 1103515245 + 12345) % 2 ** 31
        return state // 65536 % n

    for _ in range(count):
        rater, prompt, left = draw(40), draw(50), draw(4)
        right = (left + 1 + draw(3)) % 4
        lead = 6 * (right - left) + (rater % 5 - 2) * 6 + (prompt % 7 - 3) * 4 + 8
        votes.append((rater, prompt, left, right, int(draw(100) < 50 + lead), round((draw(201) - 100) / 100, 2)))
    return np.array(votes)


def clustered():
    votes = drawn()
    rater, prompt = votes[:, 0].astype(int), votes[:, 1].astype(int)
    x = np.zeros((len(votes), 5))
    x[np.arange(len(votes)), votes[:, 2].astype(int)] += 1
    x[np.arange(len(votes)), votes[:, 3].astype(int)] -= 1
    x[:, 4] = 1
    x = np.delete(x, 3, 1)
    fit = sm.Logit(votes[:, 4], x).fit(disp=0, tol=1e-12)
    both = rater * 1000 + prompt
    c = np.zeros(4)
    c[0], c[1] = 1, -1
    variance = {}
    for name, group in (("raters", rater), ("prompts", prompt), ("cells", both)):
        n = len(np.unique(group))
        variance[name] = c @ cov_cluster(fit, group, use_correction=False) @ c * n / (n - 1)
    two = variance["raters"] + variance["prompts"] - variance["cells"]
    print("clustered: lead", np.round(fit.params[0] - fit.params[1], 6), "side", np.round(fit.params[3], 6), "se",
          {k: round(float(v ** .5), 6) for k, v in variance.items()}, "both", np.round(two ** .5, 6),
          "model", np.round((c @ fit.cov_params() @ c) ** .5, 6))


def styled():
    """Davidson's ties, side and one feature with a penalty of 1; every fifth vote is a tie."""
    votes = drawn()
    left, right, won, z = votes[:, 2].astype(int), votes[:, 3].astype(int), votes[:, 4], votes[:, 5]
    z = z / np.sqrt((z ** 2).mean())
    tie = np.arange(len(votes)) % 5 == 0

    def loss(p):
        s = np.append(p[:3], -p[:3].sum())
        m = s[left] - s[right] + p[4] + p[5] * z
        logs = np.stack([m / 2, -m / 2, np.full(len(m), p[3])])
        said = np.where(tie, p[3], np.where(won == 1, m / 2, -m / 2))
        return -(said - np.log(np.exp(logs).sum(0))).sum() + p[5] ** 2 / 2

    best = minimize(loss, np.zeros(6), method="BFGS", options={"gtol": 1e-9})
    s = np.append(best.x[:3], -best.x[:3].sum())
    print("styled: worths", np.round(s, 5), "log ties, side, style", np.round(best.x[3:], 5))


if __name__ == "__main__":
    golden()
    clustered()
    styled()
