package dev.attune.feedback.fresh;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a project asked for on an occasion.
 *
 * @param production what production served, {@code before} the checkpoint that came before; absent where there was none
 * @param asked new pairs, of which {@code answered} have come
 * @param closed old pairs in their place
 */
public record Round(
        UUID id,
        String checkpoint,
        Occasion occasion,
        @Nullable String production,
        @Nullable String before,
        int asked,
        int answered,
        int closed,
        Instant askedAt) {}
