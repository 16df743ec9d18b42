"""Agreement, divergences and risk over coverage by statsmodels, scipy and numpy, for ReliabilityMeasuresTest.

    python make_reliability.py ../resources/reliability.json

Made with statsmodels 0.15.0, scipy 1.17.1, numpy 2.4.6. Risk over coverage is the textbook's, in numpy: none
of them has it.
"""

import json
import sys

import numpy
from scipy.special import rel_entr
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa


def probabilities(random, size, labels, truth, skew):
    scores = random.normal(size=(size, labels))
    scores[numpy.arange(size), truth] += skew
    return numpy.exp(scores) / numpy.exp(scores).sum(1, keepdims=True)


def main(out):
    random = numpy.random.default_rng(7)
    items, labels, templates = 40, 3, 4
    truth = random.integers(0, labels, items)
    said = [probabilities(random, items, labels, truth, skew) for skew in (0.3, 0.8, 1.5, 2.0)]
    chosen = numpy.array([rows.argmax(1) for rows in said])  # (templates, items)
    table, _ = aggregate_raters(chosen.T, n_cat=labels)
    first = said[0]
    wrong = (first.argmax(1) != truth)[numpy.argsort(-first.max(1), kind="stable")]
    risks = numpy.cumsum(wrong) / numpy.arange(1, items + 1)
    orders = numpy.array(said[:3])
    mean = orders.mean(0)
    divergence = rel_entr(orders, mean).sum(2).mean()
    one_hot = numpy.eye(labels)[truth]
    # position spread: with the labels turned on by r places, label t stands at place (t - r) mod K
    hits = numpy.concatenate([rows.argmax(1) == truth for rows in said[:3]])
    places = numpy.concatenate([(truth - turned) % labels for turned in range(3)])
    recalls = [hits[places == place].mean() for place in range(labels)]
    result = {
        "truth": truth.tolist(),
        "templates": [rows.tolist() for rows in said],
        "kappa": fleiss_kappa(table, method="fleiss"),
        "agreement": float((chosen == chosen[0]).all(0).mean()),
        "accuracy": float((chosen == truth).mean()),
        "riskCoverage": float(risks.mean()),
        "accuracyAt80": float(1 - risks[int(numpy.ceil(0.8 * items)) - 1]),
        "brier": float(((first - one_hot) ** 2).sum(1).mean()),
        "orderDivergence": float(divergence),
        "recalls": [float(one) for one in recalls],
        "positionSpread": float(max(recalls) - min(recalls)),
        "shift": [float(abs(a - b).sum() / 2) for a, b in zip(said[0], said[1])],
    }
    with open(out, "w") as file:
        json.dump(result, file)


main(sys.argv[1])
