package dev.attune.preference.form;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.preference.pair.PreferencePair;

/**
 * Pairs derived from OpenAssistant's ranked replies: {@code history} (messages with {@code role} and {@code text}),
 * {@code chosen} and {@code rejected} (texts), with the ranks that people gave them.
 */
final class OasstForm implements PreferenceForm {

    @Override
    public String name() {
        return "oasst";
    }

    @Override
    public Set<String> requiredColumns() {
        return Set.of("history", "chosen", "rejected");
    }

    @Override
    public Set<String> knownColumns() {
        return Set.of("prompt_id", "history", "chosen", "rejected", "chosen_rank", "rejected_rank");
    }

    @Override
    public Comparisons read(JsonNode line) {
        return Comparisons.of(PreferencePair.of(
                Columns.messages(line.path("history"), "history"),
                Columns.text(line, "chosen"),
                Columns.text(line, "rejected")));
    }
}
