package dev.attune.preference.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.preference.form.PreferenceForm.Comparisons;
import dev.attune.preference.pair.PreferencePair;

/**
 * QA-Feedback of Fine-Grained RLHF (Wu et al. 2023, arXiv 2306.01693): a question with passages, four answers and six
 * comparisons in the order (1,2) (1,3) (1,4) (2,3) (2,4) (3,4), each 0 equal, 1 the first is better, 2 the second.
 *
 * <p>The prompt is the passages, each under its title, and then the question.
 */
final class QaFeedbackForm {

    private static final int[][] COMPARED = {{1, 2}, {1, 3}, {1, 4}, {2, 3}, {2, 4}, {3, 4}};

    static final PreferenceForm FORM = new PreferenceForm(
            "qa-feedback",
            Set.of("question", "passages", "prediction 1", "preference"),
            Set.of("gold", "prediction 2", "prediction 3", "prediction 4", "feedback"),
            QaFeedbackForm::read);

    private QaFeedbackForm() {}

    private static Comparisons read(JsonNode line) {
        JsonNode preference = line.path("preference");
        if (!preference.isArray() || preference.size() != COMPARED.length) {
            throw new IllegalArgumentException("column preference must be a list of 6 numbers");
        }
        List<Message> prompt = List.of(Message.user(prompt(line)));
        List<PreferencePair> pairs = new ArrayList<>();
        int undecided = 0;
        for (int i = 0; i < COMPARED.length; i++) {
            String first = Columns.text(line, "prediction " + COMPARED[i][0]);
            String second = Columns.text(line, "prediction " + COMPARED[i][1]);
            int better = Columns.integer(preference.get(i), "preference");
            if (better < 0 || better > 2) {
                throw new IllegalArgumentException("column preference must hold 0, 1 or 2 but holds " + better);
            }
            if (first.equals(second)) {
                undecided++;
            } else if (better == 0) {
                pairs.add(PreferencePair.of(prompt, first, second).withOutcome(Outcome.TIE));
            } else {
                pairs.add(
                        better == 1
                                ? PreferencePair.of(prompt, first, second)
                                : PreferencePair.of(prompt, second, first));
            }
        }
        return new Comparisons(pairs, undecided);
    }

    private static String prompt(JsonNode line) {
        StringBuilder prompt = new StringBuilder();
        for (JsonNode passage : line.path("passages")) {
            for (int i = 0; i < passage.size(); i++) {
                prompt.append(passage.get(i).asText()).append(i == 0 ? "\n" : " ");
            }
            prompt.append("\n\n");
        }
        return prompt.append(Columns.text(line, "question")).toString();
    }
}
