package dev.attune.lab.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Successive halving (Jamieson and Talwalkar 2016): all begin with 30 items, and as long as there are several the better half
 * goes on to twice as many. The start stays in as long as any.
 */
record HalvingSearch(Search search) {

    void run() {
        int rounds = rounds();
        List<Trial> arms = new ArrayList<>(List.of(search.start()));
        int count = arms(rounds);
        while (arms.size() < count) {
            int[] choice = search.space().unknown(search.random(), search.known());
            if (choice == null) {
                break;
            }
            Trial trial = search.trial(choice);
            if (!arms.contains(trial)) {
                arms.add(trial);
            }
        }
        for (int items = search.least(); !arms.isEmpty() && search.calls().left() > 0; items *= 2) {
            for (Trial trial : arms) {
                search.measure(trial, items);
            }
            if (items >= search.items()) {
                return;
            }
            arms = half(arms);
        }
    }

    /** Rounds until all items have been used. */
    private int rounds() {
        int rounds = 1;
        for (int items = search.least(); items < search.items(); items *= 2) {
            rounds++;
        }
        return rounds;
    }

    /** As many as the budget takes through all rounds: half of them take part in each further one, with as many new items. */
    private int arms(int rounds) {
        double each = search.least() * (1 + (rounds - 1) / 2.0);
        return Math.max(2, (int) (search.calls().left() / each));
    }

    private List<Trial> half(List<Trial> arms) {
        List<Trial> ranked = new ArrayList<>(
                arms.stream().filter(trial -> !trial.failed()).toList());
        ranked.sort(Comparator.comparingDouble(Trial::mean).reversed().thenComparingInt(Trial::number));
        return ranked.subList(0, Math.max(1, Math.min(ranked.size(), arms.size() / 2)));
    }
}
