package dev.attune.feedback.rest.invitation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.ProjectRole;
import dev.attune.feedback.Role;
import dev.attune.feedback.invitation.Invitation;
import dev.attune.feedback.service.invitation.Invitations;

/**
 * An invitation.
 *
 * @param usedBy the account that came by it
 * @param secret what the link says after {@code #/join/}: only once, in the answer to the call that made it
 */
public record InvitationView(
        UUID id,
        @Schema(nullable = true) @Nullable ProjectRole role,
        List<String> roles,
        String note,
        String madeBy,
        Instant madeAt,
        Instant expiresAt,
        Invitation.State state,
        @Schema(nullable = true) @Nullable String usedBy,
        @Schema(nullable = true) @Nullable String secret) {

    static InvitationView of(Invitation invitation) {
        return of(invitation, null);
    }

    static InvitationView of(Invitations.Made made) {
        return of(made.invitation(), made.secret());
    }

    private static InvitationView of(Invitation invitation, @Nullable String secret) {
        return new InvitationView(
                invitation.id(),
                invitation.projectRole(),
                invitation.roles().stream().map(Role::text).sorted().toList(),
                invitation.note(),
                invitation.maker(),
                invitation.madeAt(),
                invitation.expiresAt(),
                invitation.state(),
                invitation.usedBy(),
                secret);
    }
}
