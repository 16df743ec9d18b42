package dev.attune.lab.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.attune.lab.prompt.Instruction;
import dev.attune.lab.task.Example;

/**
 * GEPA's loop (Agrawal et al. 2025): a parent is drawn from the front of prompts that are best on some example, a child made
 * of it by reflection on what it got wrong in a minibatch of training examples, by an edit, or by crossing it with another of
 * the front; a child that gets strictly more of the minibatch right is measured on the examples to choose with.
 */
final class GepaSearch {

    private static final int MINIBATCH = 3;
    /** Of the calls so many go into measuring one prompt. */
    private static final int SHARE = 8;

    private static final double CROSSED = 0.2;
    private static final double REFLECTED = 0.5;
    /** Rounds without a child after which the space counts as used up. */
    private static final int MOST_IDLE = 200;

    private final Search search;
    private final Proposals proposals;
    private final int items;
    private final List<Trial> accepted = new ArrayList<>();
    private final List<Example> epoch = new ArrayList<>();

    GepaSearch(Search search, Proposals proposals) {
        this.search = search;
        this.proposals = proposals;
        this.items = Math.clamp(search.calls().left() / SHARE, search.least(), search.items());
    }

    void run(List<Example> train) {
        if (!search.measure(search.start(), items)) {
            return;
        }
        accepted.add(search.start());
        for (int idle = 0; idle < MOST_IDLE && search.calls().left() > 2 * MINIBATCH; idle++) {
            int before = search.calls().left();
            round(minibatch(train));
            idle = search.calls().left() < before ? 0 : idle;
        }
        // what is left tells the leaders apart
        for (Trial trial : search.ranked()) {
            search.measure(trial, search.items());
        }
    }

    private void round(List<Example> batch) {
        Trial parent = parent();
        List<Outcome> outcomes = search.outcomes(parent, batch);
        double sum = sum(outcomes);
        if (outcomes.size() < batch.size() || sum == batch.size()) {
            return; // nothing to learn from
        }
        int[] choice = child(parent, batch, outcomes);
        if (search.known().contains(Space.key(choice))) {
            return;
        }
        Trial child = search.trial(choice);
        List<Outcome> after = search.outcomes(child, batch);
        if (after.size() == batch.size() && sum(after) > sum && search.measure(child, items)) {
            accepted.add(child);
        }
    }

    private static double sum(List<Outcome> outcomes) {
        return outcomes.stream().mapToDouble(Outcome::value).sum();
    }

    private int[] child(Trial parent, List<Example> batch, List<Outcome> outcomes) {
        double drawn = search.random().nextDouble();
        if (drawn < CROSSED && accepted.size() > 1) {
            return Space.crossed(parent.choice(), parent().choice(), search.random());
        }
        if (proposals.reflects() && drawn < CROSSED + REFLECTED) {
            List<Failure> failures = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                if (!outcomes.get(i).right()) {
                    failures.add(new Failure(batch.get(i), outcomes.get(i)));
                }
            }
            Optional<Instruction> written = proposals.next(search.space().instruction(parent.choice()), failures);
            if (written.isPresent()) {
                int[] choice = parent.choice();
                choice[Space.INSTRUCTION] = search.space().add(written.get());
                return choice;
            }
        }
        return search.space().edited(parent.choice(), search.random());
    }

    /** One of the front, the likelier the more examples it leads on. */
    private Trial parent() {
        Map<Trial, Integer> led = new LinkedHashMap<>();
        List<Set<Trial>> fronts = fronts();
        for (Set<Trial> front : fronts) {
            front.forEach(trial -> led.merge(trial, 1, Integer::sum));
        }
        int place = search.random()
                .nextInt(led.values().stream().mapToInt(Integer::intValue).sum());
        for (Map.Entry<Trial, Integer> one : led.entrySet()) {
            place -= one.getValue();
            if (place < 0) {
                return one.getKey();
            }
        }
        throw new IllegalStateException("The shares of the front add up to all");
    }

    /** For each example the prompts that are best on it, without those for which everywhere another of the front will do. */
    private List<Set<Trial>> fronts() {
        List<Set<Trial>> fronts = new ArrayList<>();
        for (int item = 0; item < items; item++) {
            int place = item;
            double most = accepted.stream()
                    .mapToDouble(trial -> trial.value(place))
                    .max()
                    .orElse(0);
            Set<Trial> front = new LinkedHashSet<>();
            accepted.stream().filter(trial -> trial.value(place) == most).forEach(front::add);
            fronts.add(front);
        }
        List<Trial> weakest = new ArrayList<>(accepted);
        weakest.sort(Comparator.comparingDouble(Trial::mean));
        for (Trial trial : weakest) {
            if (fronts.stream().allMatch(front -> !front.contains(trial) || front.size() > 1)) {
                fronts.forEach(front -> front.remove(trial));
            }
        }
        return fronts;
    }

    /** The next of a shuffled epoch of training examples. */
    private List<Example> minibatch(List<Example> train) {
        int size = Math.min(MINIBATCH, train.size());
        if (epoch.size() < size) {
            epoch.clear();
            epoch.addAll(train);
            Collections.shuffle(epoch, search.random());
        }
        List<Example> batch = List.copyOf(epoch.subList(0, size));
        epoch.subList(0, size).clear();
        return batch;
    }
}
