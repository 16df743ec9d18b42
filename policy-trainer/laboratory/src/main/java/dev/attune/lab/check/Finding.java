package dev.attune.lab.check;

import java.util.Locale;

/** What a check finds before it is negated and weighed. */
record Finding(boolean passed, double score, String reason) {

    static Finding of(boolean passed, String reason) {
        return new Finding(passed, passed ? 1 : 0, reason);
    }

    /** One that passes from a least score on. */
    static Finding atLeast(double score, double least, String what) {
        return new Finding(
                score >= least,
                Math.clamp(score, 0, 1),
                String.format(Locale.ROOT, "%s is %.3f, and should be at least %.3f", what, score, least));
    }
}
