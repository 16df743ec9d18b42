package dev.attune.feedback.invitation;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.ProjectRole;
import dev.attune.feedback.Role;

/**
 * A link that lets one person in, once and for a time.
 *
 * @param projectId the project that the person comes to, as {@code projectRole}; absent: to none
 * @param roles what the account may do, if it could not before
 * @param note for whom it is, in the words of who made it
 * @param maker the name of who made it; the link works as long as that account could make it
 * @param usedBy the name of who came
 */
public record Invitation(
        UUID id,
        @Nullable UUID projectId,
        @Nullable String projectName,
        @Nullable ProjectRole projectRole,
        Set<Role> roles,
        String note,
        UUID madeBy,
        String maker,
        Instant madeAt,
        Instant expiresAt,
        @Nullable String usedBy,
        State state) {
    public Invitation {
        roles = Set.copyOf(roles);
    }

    /** What has become of an invitation. */
    public enum State {
        OPEN,
        USED,
        REVOKED,
        EXPIRED
    }
}
