"""The numbers that the tests of dev.attune.judgement.raters compare with.

Python 3.12, numpy and scipy (run with numpy 2.x, scipy 1.x):  python raters.py
Log posteriors have no normalising constants. Hessians are central differences of the log posterior.
"""
import numpy as np
from scipy.optimize import minimize
from scipy.stats import norm

VOTES = np.array([
    (0, 0, 1, 1), (0, 1, 2, 1), (0, 2, 3, 1), (0, 3, 0, 0), (0, 2, 0, 0), (1, 1, 0, 0), (1, 2, 1, 0), (1, 3, 2, 0),
    (1, 0, 3, 1), (1, 1, 3, 1), (2, 0, 1, 0), (2, 1, 2, 0), (2, 3, 1, 1), (2, 0, 2, 1), (2, 2, 3, 1), (3, 1, 0, 1),
    (3, 2, 0, 1), (3, 3, 1, 1), (3, 0, 3, 1), (3, 2, 1, 1)])
R, L, T = VOTES[:, 0], VOTES[:, 1], VOTES[:, 2]
Y = 2 * VOTES[:, 3] - 1
USUAL = np.log(4)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def bradley_terry(z):
    return np.log(sigmoid(Y * (z[L] - z[T]))).sum() - (z @ z) / 2


def crowd_bt(z):
    s, u = z[:4], z[4:]
    p, g = sigmoid(Y * (s[L] - s[T])), sigmoid(u[R])
    return np.log(g * p + (1 - g) * (1 - p)).sum() - (s @ s) / 2 - ((u - USUAL) ** 2).sum() / 2


def noisy_bt(z):
    s, u, b = z[:4], z[4:8], z[8:]
    p, g, side = sigmoid(Y * (s[L] - s[T])), sigmoid(u[R]), sigmoid(Y * b[R])
    return np.log(g * p + (1 - g) * side).sum() - (s @ s) / 2 - ((u - USUAL) ** 2).sum() / 2 - (b @ b) / 2


def slope(z):
    s, a, b, c = z[:4], z[4:8], z[8:12], z[12]
    m = Y * (a[R] * (s[L] - s[T]) + b[R])
    return np.log(sigmoid(m)).sum() - (s @ s) / 2 - 2 * ((a - 1) ** 2).sum() - 2 * ((b - c) ** 2).sum() - 2 * c * c


TIES = [(0, 1, 1), (0, 1, .5), (0, 1, 1), (1, 2, .5), (1, 2, 1), (1, 2, 0), (0, 2, 1), (0, 2, .5), (0, 2, 1), (1, 0, 1)]


def davidson(z):
    total = -(z @ z) / 2
    for i, j, o in TIES:
        weights = np.exp([z[i], z[j], z[3] + (z[i] + z[j]) / 2])
        total += np.log(weights[{1: 0, 0: 1, .5: 2}[o]] / weights.sum())
    return total


def hessian(f, x, h=1e-4):
    e = np.eye(len(x)) * h
    return np.array([[(f(x + a + b) - f(x + a - b) - f(x - a + b) + f(x - a - b)) / (4 * h * h) for b in e] for a in e])


def mode(name, f, start):
    best = minimize(lambda z: -f(z), start, method="BFGS", options={"gtol": 1e-10})
    print(name, round(-best.fun, 6), np.round(best.x, 6))
    return best.x


def dawid_skene(rows, rounds=10_000):
    labels = np.array([[int(c) for c in row] for row in rows])
    q = np.stack([1 - labels.mean(1), labels.mean(1)], 1)
    for _ in range(rounds):
        shares = (q.sum(0) + 1) / (len(rows) + 2)
        theta = np.array([[[(q[:, c] * (labels[:, k] == l)).sum() + (2 if c == l else 1) for l in (0, 1)]
                           for c in (0, 1)] for k in range(labels.shape[1])])
        theta /= theta.sum(2, keepdims=True)
        logs = np.log(shares) + sum(np.log(theta[k][:, labels[:, k]]).T for k in range(labels.shape[1]))
        fit = np.exp(logs - logs.max(1, keepdims=True))
        q = fit / fit.sum(1, keepdims=True)
    print("Dawid-Skene", np.round(q[:, 1], 6), np.round(shares[1], 6),
          np.round([(t[1, 1], t[0, 0]) for t in theta], 6), np.round(np.log(np.exp(logs).sum(1)).sum(), 6))


if __name__ == "__main__":
    mode("Bradley-Terry", bradley_terry, np.zeros(4))
    crowd = mode("CrowdBT", crowd_bt, np.r_[np.zeros(4), np.full(4, USUAL)])
    print("  G", np.round(sigmoid(crowd[4:]), 6))
    noisy = mode("NoisyBT", noisy_bt, np.r_[np.zeros(4), np.full(4, USUAL), np.zeros(4)])
    print("  G", np.round(sigmoid(noisy[4:8]), 6), "side", np.round(sigmoid(noisy[8:]), 6))
    at = mode("slopes and sides", slope, np.r_[np.zeros(4), np.ones(4), np.zeros(5)])
    covariance = np.linalg.inv(-hessian(slope, at))
    for i, j in ((0, 1), (1, 2), (2, 3), (0, 3)):
        lead = at[i] - at[j]
        variance = covariance[i, i] + covariance[j, j] - 2 * covariance[i, j]
        print("  pair", i, j, np.round([lead, variance ** .5, norm.cdf(lead / variance ** .5),
                                        sigmoid(lead / (1 + np.pi * variance / 8) ** .5)], 6))
    mode("Davidson", davidson, np.zeros(4))
    dawid_skene("1110 1100 0011 0001 1010 0000".split())
