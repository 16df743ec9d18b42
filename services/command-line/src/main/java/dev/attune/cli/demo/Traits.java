package dev.attune.cli.demo;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * What can be seen of an answer, or of the mean of many.
 *
 * @param right share that holds the reference answer, as the others in [0, 1]
 * @param polite share with a polite phrase
 * @param rude share with a rude one
 * @param offSubject share with a phrase of another subject
 * @param words how many
 */
public record Traits(double right, double polite, double rude, double offSubject, double words) {

    static Traits of(boolean right, boolean polite, boolean rude, boolean offSubject, int words) {
        return new Traits(share(right), share(polite), share(rude), share(offSubject), words);
    }

    static Traits mean(Collection<Traits> all) {
        return new Traits(
                mean(all, Traits::right),
                mean(all, Traits::polite),
                mean(all, Traits::rude),
                mean(all, Traits::offSubject),
                mean(all, Traits::words));
    }

    private static double mean(Collection<Traits> all, ToDoubleFunction<Traits> trait) {
        return all.stream().mapToDouble(trait).average().orElse(Double.NaN);
    }

    private static double share(boolean holds) {
        return holds ? 1 : 0;
    }
}
