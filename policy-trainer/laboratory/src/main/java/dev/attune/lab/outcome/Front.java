package dev.attune.lab.outcome;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The Pareto front of methods by a price: those that no other beats at the same price or a lower one. */
final class Front {

    private Front() {}

    /** From the cheapest to the best. */
    static List<Outcome> of(List<Outcome> outcomes, ToDoubleFunction<Outcome> price) {
        List<Outcome> order = outcomes.stream()
                .sorted(Comparator.comparingDouble(price)
                        .thenComparing(Comparator.comparingDouble(
                                        (Outcome outcome) -> outcome.accuracy().value())
                                .reversed()))
                .toList();
        List<Outcome> front = new ArrayList<>();
        for (Outcome outcome : order) {
            if (front.isEmpty()
                    || outcome.accuracy().value() > front.getLast().accuracy().value()) {
                front.add(outcome);
            }
        }
        return front;
    }
}
