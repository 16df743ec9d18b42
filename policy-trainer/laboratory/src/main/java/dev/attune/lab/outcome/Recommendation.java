package dev.attune.lab.outcome;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.attune.lab.measure.Measured;
import dev.attune.lab.study.Method;

/**
 * Which method to take for a task, in plain sentences. Of the methods that cannot be told from the best one the cheapest is
 * recommended: what asks the untouched model first, then what trains fewer parameters.
 *
 * @param method nothing where there are no results
 */
public record Recommendation(String task, @Nullable Method method, List<String> sentences) {

    private static final Comparator<Outcome> BY_PRICE = Comparator.comparingLong(
                    (Outcome outcome) -> outcome.price().parameters())
            .thenComparingDouble(outcome -> outcome.price().secondsPerItem());

    public Recommendation {
        sentences = List.copyOf(sentences);
    }

    static Recommendation of(String task, List<Outcome> outcomes) {
        Optional<Outcome> best = outcomes.stream()
                .filter(outcome -> outcome.againstBest() == null)
                .findFirst();
        if (best.isEmpty()) {
            return new Recommendation(task, null, List.of("There is no result yet."));
        }
        Outcome taken = outcomes.stream()
                .filter(outcome -> outcome == best.get() || !isClear(outcome.againstBest()))
                .min(BY_PRICE)
                .orElse(best.get());
        List<String> sentences = new ArrayList<>(List.of(take(taken), why(taken, best.get(), outcomes)));
        gain(taken).ifPresent(sentences::add);
        promptTuning(outcomes, best.get()).ifPresent(sentences::add);
        doubts(outcomes, taken).ifPresent(sentences::add);
        return new Recommendation(task, taken.method(), sentences);
    }

    private static boolean isClear(@Nullable Measured difference) {
        return difference != null && difference.isClearOfZero();
    }

    private static String take(Outcome taken) {
        Outcome.Price price = taken.price();
        String trained = price.parameters() == 0
                ? "nothing is trained"
                : String.format(
                        Locale.ROOT,
                        "it trains %,d parameters (%s of all) in %s and is kept in %s",
                        price.parameters(),
                        Figures.percent(price.share()),
                        Figures.seconds(price.trainSeconds()),
                        Figures.bytes(price.artifactBytes()));
        return String.format(
                Locale.ROOT,
                "Take %s: accuracy %s; %s; %.0f MB at most, %.0f ms a text.",
                taken.method().text(),
                Figures.measured(taken.accuracy()),
                trained,
                price.peakMemoryMb(),
                1000 * price.secondsPerItem());
    }

    private static String why(Outcome taken, Outcome best, List<Outcome> outcomes) {
        if (taken == best) {
            boolean cheapest = outcomes.stream().noneMatch(other -> BY_PRICE.compare(other, taken) < 0);
            return cheapest
                    ? "It has the highest accuracy and costs the least."
                    : "It has the highest accuracy, and nothing cheaper comes near it.";
        }
        return String.format(
                Locale.ROOT,
                "It is the cheapest of those that these tests cannot tell from the best, %s at %s: the difference is %s.",
                best.method().text(),
                Figures.measured(best.accuracy()),
                Figures.signed(taken.againstBest()));
    }

    private static Optional<String> gain(Outcome taken) {
        Measured gain = taken.againstZeroShot();
        if (gain == null) {
            return taken.method() == Method.ZERO_SHOT
                    ? Optional.of(
                            "Nothing that learned does clearly better than the task's own prompt with this budget.")
                    : Optional.empty();
        }
        return Optional.of("Against the task's own prompt, zero-shot, that is " + Figures.signed(gain)
                + (gain.isClearOfZero() ? "." : ", which may be chance."));
    }

    /** Where prompt tuning loses, or that it does not. */
    private static Optional<String> promptTuning(List<Outcome> outcomes, Outcome best) {
        return outcomes.stream()
                .filter(outcome -> outcome.method() == Method.SOFT_PROMPT)
                .findFirst()
                .map(soft -> {
                    if (soft == best) {
                        return "Prompt tuning is the best of them here.";
                    }
                    String difference = Figures.signed(soft.againstBest());
                    if (best.method() == Method.ZERO_SHOT) {
                        return "Prompt tuning does no better than the task's own prompt here: " + difference + ".";
                    }
                    return isClear(soft.againstBest())
                            ? "Prompt tuning loses here: " + difference + " against "
                                    + best.method().text()
                                    + ". It trains the least, and with a small model and few steps it learns the least."
                            : "Prompt tuning holds its own here: " + difference + " against "
                                    + best.method().text() + ".";
                });
    }

    private static Optional<String> doubts(List<Outcome> outcomes, Outcome taken) {
        List<String> doubts = new ArrayList<>();
        outcomes.stream()
                .filter(Outcome::atEdge)
                .map(outcome -> outcome.method().text())
                .forEach(method -> doubts.add("the best rate of " + method + " lies at the edge of its sweep"));
        if (taken.seeds() < 3 && taken.method() != Method.ZERO_SHOT) {
            doubts.add("it was measured with " + taken.seeds() + " of 3 seeds that one would want");
        }
        return doubts.isEmpty()
                ? Optional.empty()
                : Optional.of("Mind that " + String.join(", and that ", doubts) + ".");
    }
}
