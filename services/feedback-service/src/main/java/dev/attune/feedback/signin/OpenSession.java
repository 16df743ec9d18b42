package dev.attune.feedback.signin;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A session in which somebody is signed in.
 *
 * @param with how they showed who they are: {@code password}, or a provider's name
 * @param device what they use, as it says itself; empty when it said nothing
 * @param usedAt when it was last used, to within seconds; null when it has not been yet
 */
public record OpenSession(
        UUID id,
        String with,
        String device,
        Instant openedAt,
        @Nullable Instant usedAt,
        Instant expiresAt) {}
