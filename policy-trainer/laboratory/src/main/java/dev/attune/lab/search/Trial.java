package dev.attune.lab.search;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import dev.attune.lab.measure.Bootstrap;
import dev.attune.lab.measure.Measured;
import dev.attune.lab.prompt.SearchPrompt;

/** A prompt that is tried, and what it made of the examples to choose with. */
final class Trial {

    private final int number;
    private final int[] choice;
    private final SearchPrompt prompt;
    private final String told;
    private final TreeMap<Integer, Outcome> outcomes = new TreeMap<>();
    private String fault = "";

    Trial(int number, int[] choice, SearchPrompt prompt, String told) {
        this.number = number;
        this.choice = choice.clone();
        this.prompt = prompt;
        this.told = told;
    }

    /**
     * A try for a report: its mean is the best of many where it is the best, and so too good.
     *
     * @param fault why it could not be measured; empty where it could
     */
    record Told(int number, String prompt, int items, double mean, double low, double high, String fault) {}

    int number() {
        return number;
    }

    int[] choice() {
        return choice.clone();
    }

    SearchPrompt prompt() {
        return prompt;
    }

    void put(int place, Outcome outcome) {
        outcomes.put(place, outcome);
    }

    boolean knows(int place) {
        return outcomes.containsKey(place);
    }

    double value(int place) {
        Outcome outcome = outcomes.get(place);
        return outcome == null ? 0 : outcome.value();
    }

    void fail(String why) {
        fault = why;
    }

    boolean failed() {
        return !fault.isEmpty();
    }

    int items() {
        return outcomes.size();
    }

    private double right() {
        return outcomes.values().stream().mapToDouble(Outcome::value).sum();
    }

    double mean() {
        return outcomes.isEmpty() ? 0 : right() / items();
    }

    /** The mean as if {@code weight} more items had gone as {@code prior}: few lucky items do not win. */
    double shrunk(double prior, int weight) {
        return (right() + weight * prior) / (items() + weight);
    }

    Told told() {
        if (outcomes.isEmpty()) {
            return new Told(number, told, 0, 0, 0, 0, fault);
        }
        List<Outcome> all = new ArrayList<>(outcomes.values());
        Measured mean = Bootstrap.ofSeed(0)
                .mean(all.stream().mapToDouble(Outcome::value).toArray());
        return new Told(number, told, items(), mean.value(), mean.low(), mean.high(), fault);
    }
}
