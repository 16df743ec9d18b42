package dev.attune.lab.search;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A tree-structured Parzen estimator (Bergstra et al. 2011) over the parts of a prompt, each measured on 35 items; after every
 * fifth the one that looks best is measured on all. The first prompts are a few that
 * differ from the start in their examples only, and random ones.
 */
final class TpeSearch {

    private static final int FIRST_DRAWN = 10;
    private static final int PROMISING = 3;
    private static final int FULL_EVERY = 5;
    private static final int BATCH = 35;
    private static final int DRAWS = 24;
    private static final double GOOD = 0.25;

    private final Search search;

    TpeSearch(Search search) {
        this.search = search;
    }

    void run() {
        search.measure(search.start(), BATCH);
        for (int tried = 1; search.calls().left() >= Math.min(BATCH, search.items()); tried++) {
            int[] choice = next();
            if (choice == null) {
                break;
            }
            search.measure(search.trial(choice), BATCH);
            if (tried % FULL_EVERY == 0) {
                full();
            }
        }
        full();
    }

    /** Measures on all items whichever looks best of those that are not yet; what is left of the budget is theirs. */
    private void full() {
        for (Trial trial : search.ranked()) {
            if (trial.items() < search.items()) {
                search.measure(trial, search.items());
                return;
            }
        }
    }

    private int @Nullable [] next() {
        Set<List<Integer>> known = search.known();
        List<Trial> ranked = search.ranked();
        if (ranked.size() < FIRST_DRAWN) {
            for (int[] choice : search.space().promising()) {
                if (search.trials().size() <= PROMISING && !known.contains(Space.key(choice))) {
                    return choice;
                }
            }
            return search.space().unknown(search.random(), known);
        }
        int good = (int) Math.ceil(GOOD * ranked.size());
        double[][] better = weights(ranked.subList(0, good));
        double[][] worse = weights(ranked.subList(good, ranked.size()));
        int[] best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] choice = drawn(better, search.random());
            double gain = 0;
            for (int part = 0; part < choice.length; part++) {
                gain += Math.log(better[part][choice[part]] / worse[part][choice[part]]);
            }
            if (gain > most && !known.contains(Space.key(choice))) {
                most = gain;
                best = choice;
            }
        }
        return best == null ? search.space().unknown(search.random(), known) : best;
    }

    /** Of each part each value's share among tries, one of each taken as seen beforehand in all. */
    private double[][] weights(List<Trial> trials) {
        int[] sizes = search.space().sizes();
        double[][] weights = new double[sizes.length][];
        for (int part = 0; part < sizes.length; part++) {
            weights[part] = new double[sizes[part]];
            Arrays.fill(weights[part], 1.0 / sizes[part]);
            for (Trial trial : trials) {
                weights[part][trial.choice()[part]]++;
            }
            int all = trials.size() + 1;
            double[] shares = weights[part];
            Arrays.setAll(shares, value -> shares[value] / all);
        }
        return weights;
    }

    private static int[] drawn(double[][] shares, Random random) {
        int[] choice = new int[shares.length];
        for (int part = 0; part < choice.length; part++) {
            double rest = random.nextDouble();
            while (choice[part] < shares[part].length - 1 && rest >= shares[part][choice[part]]) {
                rest -= shares[part][choice[part]];
                choice[part]++;
            }
        }
        return choice;
    }
}
