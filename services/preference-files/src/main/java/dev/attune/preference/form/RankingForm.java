package dev.attune.preference.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.preference.form.PreferenceForm.Comparisons;
import dev.attune.preference.message.Messages;
import dev.attune.preference.pair.PreferencePair;

/**
 * A ranking of K answers: {@code prompt} (a text or messages), {@code answers} (different texts) and {@code ranks}, a
 * number for each, of which smaller is better and equal is a tie. Makes all K (K - 1) / 2 pairs. Optional: {@code weight}
 * and {@code annotator}.
 */
final class RankingForm {

    static final PreferenceForm FORM = new PreferenceForm(
            "ranking", Set.of("prompt", "answers", "ranks"), Set.of("weight", "annotator"), RankingForm::read);

    private RankingForm() {}

    private static Comparisons read(JsonNode line) {
        List<Message> prompt = TrlForm.prompt(line.path("prompt"));
        List<String> answers = answers(line.path("answers"));
        double[] ranks = ranks(line.path("ranks"), answers.size());
        double weight = Columns.number(line, "weight", 1);
        List<PreferencePair> pairs = new ArrayList<>();
        for (int i = 0; i < ranks.length; i++) {
            for (int j = i + 1; j < ranks.length; j++) {
                int better = ranks[i] <= ranks[j] ? i : j;
                int worse = better == i ? j : i;
                Outcome outcome = ranks[i] == ranks[j] ? Outcome.TIE : Outcome.DECISIVE;
                pairs.add(new PreferencePair(prompt, answers.get(better), answers.get(worse), 1, 0, weight)
                        .withOutcome(outcome)
                        .withVotes(Columns.votes(line)));
            }
        }
        return new Comparisons(pairs, 0);
    }

    private static List<String> answers(JsonNode column) {
        List<String> answers = new ArrayList<>();
        for (JsonNode answer : column) {
            JsonNode text = Messages.joinedParts(answer, "answers");
            if (!text.isTextual()) {
                throw new IllegalArgumentException("column answers must hold texts but holds " + Messages.kind(text));
            }
            answers.add(text.textValue());
        }
        if (answers.size() < 2 || new HashSet<>(answers).size() < answers.size()) {
            throw new IllegalArgumentException("column answers must hold at least two texts, all different");
        }
        return answers;
    }

    private static double[] ranks(JsonNode column, int expected) {
        if (!column.isArray() || column.size() != expected) {
            throw new IllegalArgumentException(
                    "column ranks must hold one number for each of the " + expected + " answers");
        }
        double[] ranks = new double[expected];
        for (int i = 0; i < expected; i++) {
            if (!column.get(i).isNumber()) {
                throw new IllegalArgumentException(
                        "column ranks must hold numbers but holds " + Messages.kind(column.get(i)));
            }
            ranks[i] = column.get(i).doubleValue();
        }
        return ranks;
    }
}
