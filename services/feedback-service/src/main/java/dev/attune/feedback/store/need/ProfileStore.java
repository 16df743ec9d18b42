package dev.attune.feedback.store.need;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.need.Profile;
import dev.attune.feedback.store.Sql;

/** What members have, and how much of their quotas is used. */
@ApplicationScoped
public class ProfileStore {

    private static final String GIVEN = """
            SELECT count(*) FROM feedback.rating r
            WHERE r.project_id = ?1 AND r.account_id = ?2 AND r.withdrawn_at IS NULL AND r.lease_id IS NOT NULL
              AND r.verdict <> 'SKIP'
            """;

    private final Sql sql;

    ProfileStore(Sql sql) {
        this.sql = sql;
    }

    /** False when the account is no member. */
    public boolean set(UUID project, UUID account, Profile profile) {
        return sql.update(
                        """
                        UPDATE feedback.project_member
                        SET languages = string_to_array(?3, ','), skills = string_to_array(?4, ','),
                            per_day = CAST(?5 AS integer), in_all = CAST(?6 AS integer)
                        WHERE project_id = ?1 AND account_id = ?2
                        """,
                        project,
                        account,
                        String.join(",", profile.languages()),
                        String.join(",", profile.skills()),
                        profile.perDay(),
                        profile.inAll())
                == 1;
    }

    /** Whether any member of the project has a quota. */
    public boolean anyQuota(UUID project) {
        return (Boolean) sql.row("""
                SELECT EXISTS (SELECT 1 FROM feedback.project_member
                               WHERE project_id = ?1 AND (per_day IS NOT NULL OR in_all IS NOT NULL))
                """, project);
    }

    /**
     * An account's quotas and what it has used of them; ratings that it is about to give count, too.
     *
     * @param today given since midnight, of UTC
     */
    public record Used(@Nullable Integer perDay, @Nullable Integer inAll, long today, long all, long held) {}

    /** Nothing for who has no quota. */
    public Optional<Used> used(UUID project, UUID account) {
        return sql.rows("""
                        SELECT m.per_day, m.in_all,
                               CASE WHEN m.per_day IS NULL THEN 0 ELSE (
                        """ + GIVEN + """
                               AND r.rated_at >= date_trunc('day', clock_timestamp(), 'UTC')) END,
                               CASE WHEN m.in_all IS NULL THEN 0 ELSE (
                        """ + GIVEN + """
                               ) END,
                               (SELECT count(*) FROM feedback.lease l
                                WHERE l.account_id = ?2 AND l.project_id = ?1 AND l.used_at IS NULL AND l.expires_at > clock_timestamp())
                        FROM feedback.project_member m
                        WHERE m.project_id = ?1 AND m.account_id = ?2 AND (m.per_day IS NOT NULL OR m.in_all IS NOT NULL)
                        """, project, account).stream()
                .findFirst()
                .map(row -> (Object[]) row)
                .map(columns -> new Used(
                        (Integer) columns[0],
                        (Integer) columns[1],
                        ((Number) columns[2]).longValue(),
                        ((Number) columns[3]).longValue(),
                        ((Number) columns[4]).longValue()));
    }
}
