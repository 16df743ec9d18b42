package dev.attune.preference.form;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.preference.form.PreferenceForm.Comparisons;
import dev.attune.preference.pair.PreferencePair;

/**
 * PandaLM's test set (Wang et al. 2023, arXiv 2306.05087): {@code instruction}, {@code input}, two responses and three
 * annotators who each say 0 tie, 1 or 2. The majority of all three decides.
 */
final class PandaLmForm {

    private static final List<String> ANNOTATORS = List.of("annotator1", "annotator2", "annotator3");

    static final PreferenceForm FORM = new PreferenceForm(
            "pandalm",
            Set.of("instruction", "response1", "response2", "annotator1", "annotator2", "annotator3"),
            Set.of("idx", "motivation_app", "cmp_key", "input"),
            PandaLmForm::read);

    private PandaLmForm() {}

    private static Comparisons read(JsonNode line) {
        String first = Columns.text(line, "response1");
        String second = Columns.text(line, "response2");
        Map<String, Integer> votes = new TreeMap<>();
        for (String annotator : ANNOTATORS) {
            int vote = Columns.integer(line.path(annotator), annotator);
            if (vote < 0 || vote > 2) {
                throw new IllegalArgumentException("column " + annotator + " must be 0, 1 or 2 but is " + vote);
            }
            votes.put(annotator, vote);
        }
        int winner = majority(votes);
        if (winner < 0 || first.equals(second)) {
            return new Comparisons(List.of(), 1);
        }
        List<Message> prompt = List.of(Message.user(prompt(line)));
        PreferencePair pair =
                winner == 2 ? PreferencePair.of(prompt, second, first) : PreferencePair.of(prompt, first, second);
        return Comparisons.of(winner == 0 ? pair.withOutcome(Outcome.TIE) : pair.withVotes(agreement(votes, winner)));
    }

    /** What at least two of three say, or -1. */
    private static int majority(Map<String, Integer> votes) {
        for (int choice = 0; choice <= 2; choice++) {
            if (Collections.frequency(votes.values(), choice) >= 2) {
                return choice;
            }
        }
        return -1;
    }

    /** Whether those who do not say tie agree with the majority. */
    private static Map<String, Boolean> agreement(Map<String, Integer> votes, int winner) {
        Map<String, Boolean> agreement = new TreeMap<>();
        votes.forEach((annotator, vote) -> {
            if (vote != 0) {
                agreement.put(annotator, vote == winner);
            }
        });
        return agreement;
    }

    private static String prompt(JsonNode line) {
        String input = line.path("input").asText("");
        String instruction = Columns.text(line, "instruction");
        return input.isBlank() ? instruction : instruction + "\n\n" + input;
    }
}
