package dev.attune.registry.service.canary;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.judgement.canary.Arm;
import dev.attune.judgement.canary.CanaryTest;
import dev.attune.judgement.canary.Guardrail;
import dev.attune.judgement.finding.Interval;
import dev.attune.registry.canary.CanaryFigures;
import dev.attune.registry.canary.CanaryFigures.Arms;
import dev.attune.registry.canary.CanaryFigures.Means;
import dev.attune.registry.store.canary.CanaryPeople;
import dev.attune.registry.store.canary.CanaryPeople.Met;
import dev.attune.registry.store.canary.CanaryPeople.Score;
import dev.attune.registry.store.canary.CanaryStore.Row;

/** The test of a canary, made anew from what is stored: there is no other state, so that a restart loses nothing. */
@ApplicationScoped
class CanaryEvidence {

    static final String LIKED = "LIKED";

    private final CanaryPeople people;

    CanaryEvidence(CanaryPeople people) {
        this.people = people;
    }

    /** The test, and what it was made from. */
    record Evidence(CanaryTest test, List<Met> met, List<Score> scores) {

        /** How many people's votes count. */
        long voted() {
            return scores.stream()
                    .filter(score -> score.measure().equals(LIKED))
                    .count();
        }
    }

    Evidence of(Row canary) {
        List<Met> met = people.met(canary.canaryId());
        List<Score> scores = people.scores(canary.canaryId());
        CanaryTest test = new CanaryTest(canary.settings().rule());
        for (Met group : met) {
            for (int person = 0; person < group.people(); person++) {
                test.met(group.arm(), group.share());
            }
        }
        for (Score score : scores) {
            if (score.measure().equals(LIKED)) {
                test.liked(score.arm(), score.score(), score.share());
            } else {
                test.measured(Guardrail.valueOf(score.measure()), score.arm(), score.score(), score.share());
            }
        }
        return new Evidence(test, met, scores);
    }

    static CanaryFigures figures(Evidence evidence) {
        CanaryTest test = evidence.test();
        Optional<Interval> difference = test.difference().value();
        return new CanaryFigures(
                new Arms(met(evidence, Arm.PRODUCTION), met(evidence, Arm.CANARY)),
                new Arms((int) liked(evidence, Arm.PRODUCTION).count(), (int)
                        liked(evidence, Arm.CANARY).count()),
                new Means(mean(evidence, Arm.PRODUCTION), mean(evidence, Arm.CANARY)),
                difference.map(Interval::estimate).orElse(null),
                difference.map(Interval::low).orElse(null),
                difference.map(Interval::high).orElse(null),
                test.blocks(),
                test.harmed().stream()
                        .map(harm -> harm.name().toLowerCase(Locale.ROOT))
                        .toList(),
                test.ratio().chiSquared().value().orElse(null));
    }

    private static int met(Evidence evidence, Arm arm) {
        return evidence.met().stream()
                .filter(group -> group.arm() == arm)
                .mapToInt(Met::people)
                .sum();
    }

    private static @Nullable Double mean(Evidence evidence, Arm arm) {
        var mean = liked(evidence, arm).average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    private static java.util.stream.DoubleStream liked(Evidence evidence, Arm arm) {
        return evidence.scores().stream()
                .filter(score -> score.measure().equals(LIKED) && score.arm() == arm)
                .mapToDouble(Score::score);
    }
}
