package dev.attune.registry.prompt;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A prompt by its name.
 *
 * @param latest number of the newest version, and how many there are
 * @param deletedAt when it was deleted; absent for one that was not
 */
public record Prompt(
        String name,
        int latest,
        List<PromptLabel> labels,
        Instant changedAt,
        @Nullable Instant deletedAt) {

    public Prompt withLabels(List<PromptLabel> all) {
        return new Prompt(name, latest, List.copyOf(all), changedAt, deletedAt);
    }
}
