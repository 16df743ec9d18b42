package dev.attune.contracts.preference;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.event.Message;

/**
 * PandaLM's test set (Wang et al. 2023, arXiv 2306.05087): {@code instruction}, {@code input}, two responses and three
 * annotators who each say 0 tie, 1 or 2. The majority of all three decides.
 */
final class PandaLmForm implements PreferenceForm {

    @Override
    public String name() {
        return "pandalm";
    }

    @Override
    public Set<String> requiredColumns() {
        return Set.of("instruction", "response1", "response2", "annotator1", "annotator2", "annotator3");
    }

    @Override
    public Set<String> knownColumns() {
        return Set.of(
                "idx",
                "motivation_app",
                "cmp_key",
                "instruction",
                "input",
                "response1",
                "response2",
                "annotator1",
                "annotator2",
                "annotator3");
    }

    @Override
    public Comparisons read(JsonNode line) {
        String first = Columns.text(line, "response1");
        String second = Columns.text(line, "response2");
        int[] votes = new int[3];
        for (String annotator : List.of("annotator1", "annotator2", "annotator3")) {
            int vote = Columns.integer(line.path(annotator), annotator);
            if (vote < 0 || vote > 2) {
                throw new IllegalArgumentException("column " + annotator + " must be 0, 1 or 2 but is " + vote);
            }
            votes[vote]++;
        }
        boolean decided = (votes[1] >= 2 || votes[2] >= 2) && !first.equals(second);
        if (!decided) {
            return new Comparisons(List.of(), 1);
        }
        List<Message> prompt = List.of(Message.user(prompt(line)));
        return Comparisons.of(
                votes[1] >= 2 ? PreferencePair.of(prompt, first, second) : PreferencePair.of(prompt, second, first));
    }

    private static String prompt(JsonNode line) {
        String input = line.path("input").asText("");
        String instruction = Columns.text(line, "instruction");
        return input.isBlank() ? instruction : instruction + "\n\n" + input;
    }
}
