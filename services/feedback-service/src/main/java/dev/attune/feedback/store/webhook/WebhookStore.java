package dev.attune.feedback.store.webhook;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.store.Sql;
import dev.attune.feedback.webhook.Webhook;

/** Webhooks; their secrets are kept beside them, sealed. */
@ApplicationScoped
public class WebhookStore {

    private static final String COLUMNS =
            "SELECT id, project_id, url, events, created_at, disabled_at, disabled_because FROM feedback.webhook ";

    private final Sql sql;

    WebhookStore(Sql sql) {
        this.sql = sql;
    }

    /** Until the transaction ends nobody else adds a webhook to the project. */
    public void lock(UUID project) {
        sql.lock("webhooks." + project);
    }

    /** A secret as it is kept. */
    public record Secret(UUID webhook, String text) {
        @Override
        public String toString() {
            return "secret of webhook " + webhook;
        }
    }

    public void add(Webhook webhook, String sealedSecret) {
        sql.update(
                """
                INSERT INTO feedback.webhook (id, project_id, url, secret, events, created_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                """,
                webhook.id(),
                webhook.projectId(),
                webhook.url(),
                sealedSecret,
                String.join(",", webhook.events()),
                webhook.createdAt());
    }

    public void change(UUID id, String url, List<String> events) {
        sql.update(
                "UPDATE feedback.webhook SET url = ?2, events = ?3 WHERE id = ?1", id, url, String.join(",", events));
    }

    public void setSecret(UUID id, String sealedSecret) {
        sql.update("UPDATE feedback.webhook SET secret = ?2 WHERE id = ?1", id, sealedSecret);
    }

    public List<Secret> secrets() {
        return sql.rows("SELECT id, secret FROM feedback.webhook ORDER BY id").stream()
                .map(row -> (Object[]) row)
                .map(row -> new Secret((UUID) row[0], (String) row[1]))
                .toList();
    }

    /** Keeps the secret in another way, unless it was changed meanwhile. */
    public void replaceSecret(Secret before, String sealedSecret) {
        sql.update(
                "UPDATE feedback.webhook SET secret = ?3 WHERE id = ?1 AND secret = ?2",
                before.webhook(),
                before.text(),
                sealedSecret);
    }

    public void enable(UUID id) {
        sql.update("UPDATE feedback.webhook SET disabled_at = NULL, disabled_because = NULL WHERE id = ?1", id);
    }

    /** Switches a webhook off; false when it was. */
    public boolean disable(UUID id, String reason) {
        return sql.update("""
                UPDATE feedback.webhook SET disabled_at = clock_timestamp(), disabled_because = ?2
                WHERE id = ?1 AND disabled_at IS NULL
                """, id, reason) == 1;
    }

    public void remove(UUID id) {
        sql.update("DELETE FROM feedback.webhook WHERE id = ?1", id);
    }

    /** The project's webhooks, oldest first. */
    public List<Webhook> of(UUID project) {
        return webhooks("WHERE project_id = ?1 ORDER BY created_at, id", project);
    }

    public Optional<Webhook> byId(UUID id) {
        return webhooks("WHERE id = ?1", id).stream().findFirst();
    }

    private List<Webhook> webhooks(String which, UUID id) {
        return sql.rows(COLUMNS + which, id).stream()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    return new Webhook(
                            (UUID) columns[0],
                            (UUID) columns[1],
                            (String) columns[2],
                            Arrays.asList(((String) columns[3]).split(",")),
                            (Instant) columns[4],
                            time(columns[5]),
                            (String) columns[6]);
                })
                .toList();
    }

    private static @Nullable Instant time(@Nullable Object column) {
        return (Instant) column;
    }
}
