"""Values of IntervalTest. Run: pip install statsmodels && python wilson.py"""
from statsmodels.stats.proportion import proportion_confint

for successes, trials in ((151, 200), (10, 10)):
    print(successes, trials, proportion_confint(successes, trials, method="wilson"))
