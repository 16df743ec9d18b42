package dev.attune.feedback.token;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A service token as it is remembered: everything but the token itself.
 *
 * @param account the service's account, in whose name it acts
 * @param project the only project that it is for; null: all
 * @param madeBy the name of the account that made it
 * @param usedAt when it was last used, to within seconds
 */
public record ServiceToken(
        UUID id,
        UUID account,
        String name,
        @Nullable UUID project,
        @Nullable String projectName,
        Set<Scope> scopes,
        UUID maker,
        String madeBy,
        Instant madeAt,
        Instant expiresAt,
        @Nullable Instant usedAt,
        @Nullable Instant revokedAt) {
    public ServiceToken {
        scopes = Set.copyOf(scopes);
    }
}
