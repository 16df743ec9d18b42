package dev.attune.preference.form;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.event.Message;
import dev.attune.preference.form.PreferenceForm.Comparisons;
import dev.attune.preference.message.Messages;
import dev.attune.preference.pair.LabelledAnswer;

/**
 * TRL's unpaired preferences, KTO's own form: {@code prompt} and {@code completion}, each a text or messages, and
 * {@code label}, true for a good answer.
 */
final class LabelForm {

    static final PreferenceForm FORM =
            new PreferenceForm("label", Set.of("prompt", "completion", "label"), Set.of(), LabelForm::read);

    private LabelForm() {}

    private static Comparisons read(JsonNode line) {
        JsonNode label = line.path("label");
        if (!label.isBoolean()) {
            throw new IllegalArgumentException("column label must be true or false but is " + label);
        }
        List<Message> prompt = TrlForm.prompt(line.path("prompt"));
        JsonNode completion = Messages.joinedParts(line.path("completion"), "completion");
        String answer = TrlForm.answer(completion, "completion", prompt);
        return new Comparisons(
                List.of(), 0, List.of(new LabelledAnswer(prompt, answer, label.booleanValue(), "an answer")));
    }
}
