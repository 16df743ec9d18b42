package dev.attune.lab.suite;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Who answers.
 *
 * @param id as promptfoo writes it: {@code attune:MODEL}, {@code attune:MODEL+ADAPTER}, {@code openai:chat:NAME}
 * @param label for reports
 * @param config temperature, max_tokens and so on
 * @param prompts labels of the prompts that it is asked; empty for all
 */
public record Provider(String id, String label, ObjectNode config, List<String> prompts) {

    private static final String OURS = "attune:";
    private static final String ENDPOINT = "openai:";

    public Provider {
        prompts = List.copyOf(prompts);
    }

    /** Model and adapter of one of ours. */
    public Optional<String> model() {
        return id.startsWith(OURS) ? Optional.of(id.substring(OURS.length())) : Optional.empty();
    }

    /** The name of an OpenAI-compatible endpoint's model. */
    public Optional<String> endpointModel() {
        return id.startsWith(ENDPOINT)
                ? Optional.of(id.substring(ENDPOINT.length()).replaceFirst("^(?:chat|completion):", ""))
                : Optional.empty();
    }

    boolean isKnown() {
        return model().isPresent() || endpointModel().isPresent();
    }
}
