package dev.attune.judgement.study;

import java.util.List;

import dev.attune.judgement.raters.CrowdFit;
import dev.attune.judgement.raters.Priors;
import dev.attune.judgement.raters.RaterHierarchy;
import dev.attune.judgement.raters.Suspicion;
import dev.attune.judgement.vote.Verdict;
import dev.attune.judgement.vote.Vote;

/** How many planted raters the model finds, how many honest ones it accuses, and what it makes of the labels. */
public final class PlantedRaters {

    /**
     * One run.
     *
     * @param found of {@link PlantedCrowd#FAULTY}
     * @param accused honest raters who were suspected
     * @param model share of the pairs whose better answer the model names
     * @param majority share of the pairs whose better answer the majority names; half of those that are even
     */
    public record Run(int found, int accused, double model, double majority) {}

    private PlantedRaters() {}

    /** Plants, fits and counts. */
    public static Run run(int perRater, int overlap, long seed) {
        PlantedCrowd crowd = PlantedCrowd.of(perRater, overlap, seed);
        CrowdFit fit = RaterHierarchy.fit(crowd.votes(), Priors.RATERS);
        List<List<Suspicion>> suspicions = Suspicion.of(fit.raters());
        int found = 0;
        int accused = 0;
        for (int rater = 0; rater < PlantedCrowd.RATERS; rater++) {
            if (!suspicions.get(rater).isEmpty()) {
                found += crowd.faulty().get(rater) ? 1 : 0;
                accused += crowd.faulty().get(rater) ? 0 : 1;
            }
        }
        return new Run(found, accused, model(crowd, fit), majority(crowd));
    }

    private static double model(PlantedCrowd crowd, CrowdFit fit) {
        int right = 0;
        for (int pair = 0; pair < crowd.leads().size(); pair++) {
            double lead = fit.pair(2 * pair, 2 * pair + 1).lead();
            right += lead * crowd.leads().get(pair) > 0 ? 1 : 0;
        }
        return right / (double) crowd.leads().size();
    }

    private static double majority(PlantedCrowd crowd) {
        int[] balance = new int[crowd.leads().size()];
        for (Vote vote : crowd.votes().all()) {
            boolean firstWon = (vote.left() % 2 == 0) == (vote.verdict() == Verdict.LEFT);
            balance[vote.left() / 2] += firstWon ? 1 : -1;
        }
        double right = 0;
        for (int pair = 0; pair < balance.length; pair++) {
            double product = balance[pair] * crowd.leads().get(pair);
            right += balance[pair] == 0 ? 0.5 : product > 0 ? 1 : 0;
        }
        return right / balance.length;
    }
}
