package dev.attune.feedback.service.trust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;

import dev.attune.feedback.Judgement;
import dev.attune.feedback.trust.Believed;
import dev.attune.feedback.trust.FittedCrowd;
import dev.attune.feedback.trust.Trusted;
import dev.attune.feedback.trust.TrustedRater;
import dev.attune.judgement.raters.KnownRaters;
import dev.attune.judgement.raters.KnownRaters.Said;
import dev.attune.judgement.raters.PairBelief;
import dev.attune.judgement.raters.Priors;
import dev.attune.judgement.vote.Verdict;

/** The raters of a fit, for pairs that are rated after it. */
record KnownCrowd(UUID fit, Map<UUID, Integer> accounts, KnownRaters raters) {

    /** Raters of whom nothing is known. */
    static final KnownCrowd ALIKE = new KnownCrowd(new UUID(0, 0), Map.of(), KnownRaters.unknown(Priors.RATERS));

    static KnownCrowd of(Trusted trusted) {
        Map<UUID, Integer> accounts = new HashMap<>();
        List<KnownRaters.Rater> raters = new ArrayList<>();
        for (TrustedRater rater : trusted.raters()) {
            if (rater.account() != null) {
                accounts.put(rater.account(), raters.size());
            }
            raters.add(new KnownRaters.Rater(rater.slope(), rater.side()));
        }
        FittedCrowd fit = trusted.fit();
        Priors start = Priors.RATERS;
        return new KnownCrowd(
                fit.id(),
                Map.copyOf(accounts),
                new KnownRaters(
                        raters,
                        fit.commonSide(),
                        fit.logTies() == null ? OptionalDouble.empty() : OptionalDouble.of(fit.logTies()),
                        new Priors(
                                fit.worth(), fit.slopeWidth(), fit.sideWidth(), start.commonSide(), start.logTies())));
    }

    /** What the ratings of a pair say of its first answer; two bad answers are no word between them. */
    Believed believed(List<Judgement> judgements) {
        PairBelief belief = raters.pair(said(judgements));
        return new Believed(belief.lead(), belief.deviation(), belief.belief(), belief.predictive(), fit);
    }

    private List<Said> said(List<Judgement> judgements) {
        List<Said> said = new ArrayList<>();
        for (Judgement judgement : judgements) {
            int rater = accounts.getOrDefault(judgement.accountId(), KnownRaters.UNKNOWN);
            switch (judgement.verdict()) {
                case LEFT -> said.add(new Said(rater, Verdict.LEFT, judgement.leftFirst()));
                case RIGHT -> said.add(new Said(rater, Verdict.RIGHT, judgement.leftFirst()));
                case TIE -> said.add(new Said(rater, Verdict.TIE, judgement.leftFirst()));
                case BOTH_BAD, SKIP, RANKED, WRITTEN -> {}
            }
        }
        return said;
    }
}
