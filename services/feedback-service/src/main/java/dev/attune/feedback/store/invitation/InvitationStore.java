package dev.attune.feedback.store.invitation;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.ProjectRole;
import dev.attune.feedback.Role;
import dev.attune.feedback.invitation.Invitation;
import dev.attune.feedback.invitation.Invitation.State;
import dev.attune.feedback.store.Sql;

/** Invitations with the hashes of their secrets. All times are the database's. */
@ApplicationScoped
public class InvitationStore {

    private static final String INVITATIONS = """
            SELECT i.id, i.project_id, p.name AS project, i.project_role, i.roles, i.note, i.made_by, m.name AS maker,
                   i.made_at, i.expires_at, u.name AS guest,
                   CASE WHEN i.used_at IS NOT NULL THEN 'USED'
                        WHEN i.revoked_at IS NOT NULL THEN 'REVOKED'
                        WHEN i.expires_at <= clock_timestamp() THEN 'EXPIRED'
                        ELSE 'OPEN' END AS state
            FROM feedback.invitation i
                 JOIN feedback.account m ON m.id = i.made_by
                 LEFT JOIN feedback.account u ON u.id = i.used_by
                 LEFT JOIN feedback.project p ON p.id = i.project_id
            """;

    private final Sql sql;

    InvitationStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * An invitation to be kept.
     *
     * @param lasts from now on
     */
    public record NewInvitation(
            UUID id,
            String secretHash,
            @Nullable UUID project,
            @Nullable ProjectRole projectRole,
            Set<Role> roles,
            String note,
            UUID madeBy,
            Duration lasts) {}

    public void add(NewInvitation invitation) {
        sql.update(
                """
                INSERT INTO feedback.invitation
                    (id, secret_hash, project_id, project_role, roles, note, made_by, expires_at)
                VALUES (?1, ?2, CAST(nullif(?3, '') AS uuid), nullif(?4, ''), ?5, ?6, ?7, clock_timestamp() + make_interval(secs => ?8))
                """,
                invitation.id(),
                invitation.secretHash(),
                invitation.project() == null ? "" : invitation.project().toString(),
                invitation.projectRole() == null ? "" : invitation.projectRole().name(),
                invitation.roles().stream().map(Role::name).sorted().collect(Collectors.joining(",")),
                invitation.note(),
                invitation.madeBy(),
                (double) invitation.lasts().toSeconds());
    }

    public Optional<Invitation> byHash(String secretHash) {
        return rows("WHERE i.secret_hash = ?1", secretHash).stream().findFirst();
    }

    public Optional<Invitation> byId(UUID id) {
        return rows("WHERE i.id = ?1", id).stream().findFirst();
    }

    /** Those that lead to the project, newest first. */
    public List<Invitation> of(UUID project) {
        return rows("WHERE i.project_id = ?1 ORDER BY i.made_at DESC", project);
    }

    /** Those that lead to no project, newest first. */
    public List<Invitation> ofNoProject() {
        return rows("WHERE i.project_id IS NULL ORDER BY i.made_at DESC");
    }

    /** Uses an open invitation for the account; false when somebody was quicker or it has ended. */
    public boolean use(UUID id, UUID account) {
        return sql.update("""
                UPDATE feedback.invitation SET used_at = clock_timestamp(), used_by = ?2
                WHERE id = ?1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > clock_timestamp()
                """, id, account) == 1;
    }

    /** Ends an open invitation; false when it was used or had ended. */
    public boolean revoke(UUID id) {
        return sql.update("""
                UPDATE feedback.invitation SET revoked_at = clock_timestamp()
                WHERE id = ?1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > clock_timestamp()
                """, id) == 1;
    }

    /** Forgets at most {@code limit} invitations that ended longer ago; returns how many. */
    public int forget(Duration age, int limit) {
        return sql.forget("feedback.invitation", "expires_at", age, limit);
    }

    private List<Invitation> rows(String where, Object... parameters) {
        return sql.rows(INVITATIONS + where, parameters).stream()
                .map(row -> invitation((Object[]) row))
                .toList();
    }

    private static Invitation invitation(Object[] columns) {
        String role = (String) columns[3];
        return new Invitation(
                (UUID) columns[0],
                (UUID) columns[1],
                (String) columns[2],
                role == null ? null : ProjectRole.valueOf(role),
                Arrays.stream(((String) columns[4]).split(","))
                        .filter(name -> !name.isEmpty())
                        .map(Role::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                (String) columns[5],
                (UUID) columns[6],
                (String) columns[7],
                (Instant) columns[8],
                (Instant) columns[9],
                (String) columns[10],
                State.valueOf((String) columns[11]));
    }
}
