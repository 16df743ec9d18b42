package dev.attune.lab.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.attune.contracts.error.AttuneException;
import dev.attune.lab.classify.Calibration;
import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.task.Example;

/** A search as it runs: what every strategy uses to try prompts within the budget. */
final class Search {

    /** Fewer items say nothing about a prompt: none is dropped before it has had as many. */
    static final int LEAST = 30;

    /** Leaders that are measured with the other calibrations, too, at the end. */
    private static final int POLISHED = 3;

    /** What that takes at most: the readings of the leaders themselves are there. */
    static final int POLISH_CALLS = POLISHED * Calibration.MOST_TEXTS;

    private final Calls calls;
    private final Space space;
    private final List<Example> dev;
    private final List<Trial> trials = new ArrayList<>();
    private final Set<List<Integer>> known = new HashSet<>();
    private final Random random;
    private final Consumer<String> log;

    Search(Calls calls, Space space, List<Example> dev, long seed, Consumer<String> log) {
        this.calls = calls;
        this.space = space;
        this.dev = dev;
        this.random = new Random(seed);
        this.log = log;
    }

    Calls calls() {
        return calls;
    }

    Space space() {
        return space;
    }

    Random random() {
        return random;
    }

    /** Examples to choose with. */
    int items() {
        return dev.size();
    }

    /** So many items say enough to drop a prompt: all where there are fewer. */
    int least() {
        return Math.min(LEAST, dev.size());
    }

    List<Trial> trials() {
        return trials;
    }

    /** The prompt that the search starts from. */
    Trial start() {
        return trials.getFirst();
    }

    /** Choices that have been tried. */
    Set<List<Integer>> known() {
        return known;
    }

    /** The try of a choice: the one that there is, if its prompt has come before. */
    Trial trial(int[] choice) {
        known.add(Space.key(choice));
        SearchPrompt prompt = space.prompt(choice);
        for (Trial trial : trials) {
            if (trial.prompt().equals(prompt)) {
                return trial;
            }
        }
        Trial trial = new Trial(trials.size(), choice, prompt, space.told(choice));
        trials.add(trial);
        return trial;
    }

    /**
     * Measures a prompt on the first {@code items} examples; those that it has had cost nothing.
     *
     * @return whether the budget was enough and the prompt could be measured
     */
    boolean measure(Trial trial, int items) {
        int most = Math.min(items, dev.size());
        int[] places =
                IntStream.range(0, most).filter(place -> !trial.knows(place)).toArray();
        if (places.length == 0) {
            return !trial.failed();
        }
        List<Outcome> outcomes =
                outcomes(trial, IntStream.of(places).mapToObj(dev::get).toList());
        for (int i = 0; i < outcomes.size(); i++) {
            trial.put(places[i], outcomes.get(i));
        }
        tell(trial);
        return outcomes.size() == places.length && !trial.failed();
    }

    /** What a prompt makes of examples that are not those to choose with. */
    List<Outcome> outcomes(Trial trial, List<Example> examples) {
        if (trial.failed()) {
            return List.of();
        }
        try {
            return calls.outcomes(trial.prompt(), examples);
        } catch (AttuneException e) {
            if (!e.code().equals("prompt-too-long")) {
                throw e;
            }
            trial.fail(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    /** Measures the leaders with the other calibrations on the items that they have had: that costs the calibration alone. */
    void polish() {
        if (!space.isCalibrated()) {
            return;
        }
        for (Trial leader : ranked().stream().limit(POLISHED).toList()) {
            for (int[] choice : space.otherwiseCalibrated(leader.choice())) {
                measure(trial(choice), leader.items());
            }
        }
    }

    private void tell(Trial trial) {
        Trial.Told told = trial.told();
        log.accept(String.format(
                Locale.ROOT,
                "try %d: %d items, %.3f [%.3f, %.3f], %d calls left: %s%s",
                told.number(),
                told.items(),
                told.mean(),
                told.low(),
                told.high(),
                Math.max(0, calls.left()),
                told.prompt(),
                told.fault().isEmpty() ? "" : " (" + told.fault() + ")"));
    }

    /** How good a prompt looks: its mean drawn towards the start's, the more so the fewer items it has had. */
    double looks(Trial trial) {
        return trial.shrunk(start().mean(), LEAST);
    }

    /** The prompt that looks best, of those that have had enough items; of equals the earlier. */
    Trial best() {
        return ranked().getFirst();
    }

    /** Prompts that have had enough items, the one that looks best first. */
    List<Trial> ranked() {
        List<Trial> ranked = new ArrayList<>(trials.stream()
                .filter(trial -> trial.items() >= least() || trial == start())
                .toList());
        ranked.sort(Comparator.comparingDouble(this::looks).reversed().thenComparingInt(Trial::number));
        return ranked;
    }
}
