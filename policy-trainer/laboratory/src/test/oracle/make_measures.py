"""Measures of classifications by scikit-learn and statsmodels, for MetricsTest.

    python make_measures.py ../resources/measures.json

Made with scikit-learn 1.9.1, statsmodels 0.15.0, numpy 2.4.6. The calibration error is the textbook's, in numpy: neither has it.
"""

import json
import sys

import numpy
import sklearn
import statsmodels
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, log_loss
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests


def ece(truth, predicted, probabilities, bins=15):
    confidence = probabilities[numpy.arange(len(truth)), predicted]
    edges = numpy.linspace(0, 1, bins + 1)
    total = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            total += inside.mean() * abs((truth[inside] == predicted[inside]).mean() - confidence[inside].mean())
    return total


def case(seed, size, labels, skew, declared):
    random = numpy.random.default_rng(seed)
    truth = random.integers(0, labels, size)
    scores = random.normal(size=(size, declared))
    scores[:, labels:] -= 20
    scores[numpy.arange(size), truth] += skew
    probabilities = numpy.exp(scores) / numpy.exp(scores).sum(1, keepdims=True)
    predicted = probabilities.argmax(1)
    one_hot = numpy.eye(declared)[truth]
    return {
        "truth": truth.tolist(),
        "probabilities": probabilities.tolist(),
        "accuracy": accuracy_score(truth, predicted),
        "macroF1": f1_score(truth, predicted, average="macro", zero_division=0),
        "ece": ece(truth, predicted, probabilities),
        "brier": float(((probabilities - one_hot) ** 2).sum(1).mean()),
        "nll": log_loss(truth, probabilities, labels=range(declared)),
        "confusion": confusion_matrix(truth, predicted, labels=range(declared)).tolist(),
    }


def many(random):
    truth = random.random((30, 5)) < 0.3
    predicted = truth ^ (random.random((30, 5)) < 0.15)
    truth[:, 4] = False
    predicted[:, 4] = False
    return {
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "microF1": f1_score(truth, predicted, average="micro", zero_division=0),
        "macroF1": f1_score(truth, predicted, average="macro", zero_division=0),
        "subsetAccuracy": accuracy_score(truth, predicted),
    }


def main(target):
    random = numpy.random.default_rng(5)
    before = random.random(40) < 0.5
    after = random.random(40) < 0.8
    table = [[int((before == x).astype(int) @ (after == y).astype(int)) for y in (True, False)] for x in (True, False)]
    tests = [0.01, 0.04, 0.03, 0.005, 0.6]
    made = {"sklearn": sklearn.__version__, "statsmodels": statsmodels.__version__, "numpy": numpy.__version__}
    result = {
        "made": made,
        "cases": [case(1, 60, 2, 1.0, 2), case(2, 80, 6, 1.5, 6), case(3, 12, 4, 0.3, 4), case(4, 25, 3, 1.0, 5)],
        "mcnemar": {
            "before": before.tolist(),
            "after": after.tolist(),
            "p": float(mcnemar(table, exact=True).pvalue),
        },
        "many": many(random),
        "holm": {"p": tests, "adjusted": multipletests(tests, method="holm")[1].tolist()},
    }
    with open(target, "w") as file:
        json.dump(result, file)
        file.write("\n")


main(*sys.argv[1:])
