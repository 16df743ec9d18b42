package dev.attune.policy.reward;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.attune.contracts.event.Message;
import dev.attune.policy.ground.RewardFunction;

/** {@code sum of weight x reward} over named parts; NaN where a part is NaN, whatever the others say. */
record WeightedSum(List<Term> terms) implements RewardFunction {

    /** One summand. */
    record Term(String name, double weight, RewardFunction reward) {}

    WeightedSum {
        terms = List.copyOf(terms);
    }

    @Override
    public float[] score(List<List<Message>> prompts, List<String> answers) {
        return scored(prompts, answers).totals();
    }

    @Override
    public Scores scored(List<List<Message>> prompts, List<String> answers) {
        double[] totals = new double[answers.size()];
        SortedMap<String, float[]> parts = new TreeMap<>();
        for (Term term : terms) {
            Scores scores = term.reward().scored(prompts, answers);
            parts.put(term.name(), scores.totals());
            scores.parts().forEach((name, numbers) -> parts.put(term.name() + "." + name, numbers));
            for (int i = 0; i < totals.length; i++) {
                totals[i] += term.weight() * scores.totals()[i];
            }
        }
        float[] rounded = new float[totals.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) totals[i];
        }
        return new Scores(rounded, parts);
    }
}
