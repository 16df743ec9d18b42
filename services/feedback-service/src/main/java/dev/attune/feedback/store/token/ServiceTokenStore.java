package dev.attune.feedback.store.token;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.store.Sql;
import dev.attune.feedback.token.Scope;
import dev.attune.feedback.token.ServiceToken;

/** Service tokens, without the tokens themselves. */
@ApplicationScoped
public class ServiceTokenStore {

    private static final String TOKENS = """
            SELECT t.id, t.account_id, t.name, t.project_id, p.name, t.scopes, t.made_by, a.name, t.made_at, t.expires_at, s.used_at,
                   t.revoked_at
            FROM feedback.service_token t
            JOIN feedback.account a ON a.id = t.made_by
            LEFT JOIN feedback.session s ON s.id = t.id
            LEFT JOIN feedback.project p ON p.id = t.project_id
            """;

    private final Sql sql;

    ServiceTokenStore(Sql sql) {
        this.sql = sql;
    }

    /** A token to be remembered. */
    public record Fresh(
            UUID id,
            UUID account,
            String name,
            @Nullable UUID project,
            Set<Scope> scopes,
            String hash,
            UUID maker,
            Instant expiresAt) {}

    public void add(Fresh token) {
        sql.update(
                """
                INSERT INTO feedback.service_token
                    (id, account_id, name, project_id, scopes, token_hash, made_by, expires_at)
                VALUES (?1, ?2, ?3, CAST(nullif(?4, '') AS uuid), ?5, ?6, ?7, ?8)
                """,
                token.id(),
                token.account(),
                token.name(),
                text(token.project()),
                token.scopes().stream().map(Scope::name).sorted().collect(Collectors.joining(",")),
                token.hash(),
                token.maker(),
                token.expiresAt());
    }

    /** All tokens, the newest first. */
    public List<ServiceToken> all() {
        return tokens(TOKENS + "ORDER BY t.made_at DESC, t.id");
    }

    public Optional<ServiceToken> byId(UUID id) {
        return tokens(TOKENS + "WHERE t.id = ?1", id).stream().findFirst();
    }

    /** How many tokens of the project (null: of all) are good for something. */
    public int live(@Nullable UUID project) {
        return ((Number) sql.row("""
                        SELECT count(*) FROM feedback.service_token
                        WHERE project_id IS NOT DISTINCT FROM CAST(nullif(?1, '') AS uuid)
                          AND revoked_at IS NULL AND expires_at > clock_timestamp()
                        """, text(project))).intValue();
    }

    /** Until the transaction ends nobody else makes a token. */
    public void lock() {
        sql.lock("service tokens");
    }

    public void revoke(UUID id) {
        sql.update("UPDATE feedback.service_token SET revoked_at = clock_timestamp() WHERE id = ?1", id);
    }

    /** Statements take no null; an empty text stands for it. */
    private static String text(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }

    private List<ServiceToken> tokens(String query, Object... parameters) {
        return sql.rows(query, parameters).stream()
                .map(row -> token((Object[]) row))
                .toList();
    }

    private static ServiceToken token(Object[] row) {
        return new ServiceToken(
                (UUID) row[0],
                (UUID) row[1],
                (String) row[2],
                (UUID) row[3],
                (String) row[4],
                Arrays.stream(((String) row[5]).split(",")).map(Scope::valueOf).collect(Collectors.toUnmodifiableSet()),
                (UUID) row[6],
                (String) row[7],
                (Instant) row[8],
                (Instant) row[9],
                (Instant) row[10],
                (Instant) row[11]);
    }
}
