package dev.attune.judgement.agreement;

import dev.attune.judgement.finding.Finding;

/** A figure of ratings as a whole, such as a coefficient of agreement; {@link Intervals} tells how sure it is. */
@FunctionalInterface
public interface Coefficient {

    /** The figure, or why there is none. */
    Finding<Double> of(Ratings ratings);
}
