package dev.attune.preference.form;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.preference.form.PreferenceForm.Comparisons;
import dev.attune.preference.message.Messages;
import dev.attune.preference.pair.PreferencePair;

/**
 * Pairs derived from OpenAssistant's ranked replies: {@code history} (messages with {@code role} and {@code text}),
 * {@code chosen} and {@code rejected} (texts), with the ranks that people gave them.
 */
final class OasstForm {

    static final PreferenceForm FORM = new PreferenceForm(
            "oasst",
            Set.of("history", "chosen", "rejected"),
            Set.of("prompt_id", "chosen_rank", "rejected_rank"),
            OasstForm::read);

    private OasstForm() {}

    private static Comparisons read(JsonNode line) {
        return Comparisons.of(PreferencePair.of(
                Messages.of(line.path("history"), "history"),
                Columns.text(line, "chosen"),
                Columns.text(line, "rejected")));
    }
}
