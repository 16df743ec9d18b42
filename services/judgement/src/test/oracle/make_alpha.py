"""Krippendorff's alpha by the package krippendorff, for KrippendorffTest.

    python make_alpha.py ../resources/alpha.json

Made with krippendorff 0.9.0, numpy 2.4.6, Python 3.11.7. Each case has, for each unit, how many gave each value; what is missing is
not counted.
"""

import json
import sys

import krippendorff
import numpy


def main(out):
    random = numpy.random.default_rng(5)
    cases = []
    for values, raters, units, missing in ((2, 2, 30, 0.0), (3, 3, 40, 0.2), (5, 4, 60, 0.3), (7, 6, 80, 0.5)):
        truth = random.integers(0, values, units)
        noise = random.integers(-1, 2, (raters, units)) * (random.random((raters, units)) < 0.6)
        said = numpy.clip(truth + noise, 0, values - 1).astype(float)
        said[random.random((raters, units)) < missing] = numpy.nan
        counts = [[int((said[:, unit] == value).sum()) for value in range(values)] for unit in range(units)]
        alphas = {
            level: float(
                krippendorff.alpha(
                    reliability_data=said, value_domain=list(range(values)), level_of_measurement=level.lower()
                )
            )
            for level in ("NOMINAL", "ORDINAL", "INTERVAL")
        }
        cases.append({"counts": counts, "alpha": alphas})
    with open(out, "w") as file:
        json.dump(cases, file)


main(sys.argv[1])
