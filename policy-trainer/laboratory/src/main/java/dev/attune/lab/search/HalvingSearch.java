package dev.attune.lab.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.attune.lab.classify.Calibration;

/**
 * Successive halving (Jamieson and Talwalkar 2016) of prompts of which half differ from the start in their examples only: all begin with 30 items, and as long as there are several the better half
 * goes on to twice as many, beside the start.
 */
record HalvingSearch(Search search) {

    void run() {
        List<Trial> arms = drawn();
        for (int items = search.least(); !arms.isEmpty() && search.calls().left() > 0; items *= 2) {
            // the start first: what a prompt is worth is what it adds
            search.measure(search.start(), items);
            for (Trial trial : arms) {
                search.measure(trial, items);
            }
            if (items >= search.items()) {
                return;
            }
            arms = half(arms);
        }
    }

    private List<Trial> drawn() {
        List<Trial> arms = new ArrayList<>();
        int count = count();
        search.space().promising().stream()
                .limit((count + 1) / 2)
                .map(search::trial)
                .forEach(arms::add);
        while (arms.size() < count) {
            int[] choice = search.space().unknown(search.random(), search.known());
            if (choice == null) {
                break;
            }
            Trial trial = search.trial(choice);
            if (trial != search.start() && !arms.contains(trial)) {
                arms.add(trial);
            }
        }
        return arms;
    }

    /** As many as the budget takes until one is left: each round after the first costs half of it, and the start its items. */
    private int count() {
        int count = 2;
        while (cost(count + 1) <= search.calls().left()) {
            count++;
        }
        return count;
    }

    private double cost(int count) {
        int rounds = 32 - Integer.numberOfLeadingZeros(count);
        int start = Math.min(search.items(), search.least() << (rounds - 1)) - search.least();
        double calibrations = search.space().isCalibrated() ? count * Calibration.MOST_TEXTS / 3.0 : 0;
        return search.least() * count * (1 + (rounds - 1) / 2.0) + start + calibrations;
    }

    private static List<Trial> half(List<Trial> arms) {
        List<Trial> ranked =
                new ArrayList<>(arms.stream().filter(trial -> !trial.failed()).toList());
        ranked.sort(Comparator.comparingDouble(Trial::mean).reversed().thenComparingInt(Trial::number));
        return ranked.subList(0, Math.max(Math.min(1, ranked.size()), Math.min(ranked.size(), arms.size() / 2)));
    }
}
