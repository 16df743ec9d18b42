package dev.attune.feedback.store.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.erasure.Erasure;
import dev.attune.feedback.erasure.Erasure.TouchedProject;
import dev.attune.feedback.store.Sql;

/** What the database knows of a person, and how it forgets it. */
@ApplicationScoped
public class PersonStore {

    /**
     * What goes, beside the ratings, which are taken out before: {@code ?1} is the account. What refers to the account and is not here
     * tells what was done, not who they are once the name is gone.
     */
    private static final List<String> FORGET = List.of(
            "DELETE FROM feedback.session WHERE account_id = ?1",
            "DELETE FROM feedback.service_token WHERE account_id = ?1",
            "DELETE FROM feedback.provider_identity WHERE account_id = ?1",
            "DELETE FROM feedback.idempotency WHERE account_id = ?1",
            "DELETE FROM feedback.comparison WHERE account_id = ?1",
            "DELETE FROM feedback.check_answer WHERE account_id = ?1",
            "DELETE FROM feedback.check_turn WHERE account_id = ?1",
            "DELETE FROM feedback.rater_step WHERE account_id = ?1",
            "DELETE FROM feedback.rater_standing WHERE account_id = ?1",
            "DELETE FROM feedback.rater_estimate WHERE account_id = ?1",
            "DELETE FROM feedback.shadow_told WHERE account_id = ?1",
            "DELETE FROM feedback.guidelines_seen WHERE account_id = ?1",
            "DELETE FROM feedback.project_member WHERE account_id = ?1",
            "DELETE FROM feedback.item_note WHERE rater_id = ?1",
            "UPDATE feedback.item_note SET text = '-' WHERE author_id = ?1",
            "UPDATE feedback.item_flag SET words = NULL WHERE account_id = ?1",
            "UPDATE feedback.adjudication SET comment = NULL WHERE account_id = ?1",
            "UPDATE feedback.upload SET name = '-' WHERE account_id = ?1",
            "UPDATE feedback.invitation SET note = '' WHERE used_by = ?1",
            "UPDATE feedback.rating SET comment = NULL, answers = NULL, correction_of = NULL, correction = NULL,"
                    + " demonstration = NULL WHERE account_id = ?1 AND withdrawn_at IS NOT NULL");

    private static final String OF_PSEUDONYM = "payload LIKE '%\"' || ?1 || '\"%'";

    private final Sql sql;

    PersonStore(Sql sql) {
        this.sql = sql;
    }

    /** An erasure that is not finished. */
    public record Open(UUID id, UUID account, String pseudonym) {}

    public boolean isErased(UUID account) {
        return !sql.rows("SELECT 1 FROM feedback.erasure WHERE account_id = ?1", account)
                .isEmpty();
    }

    public void add(UUID id, UUID account, UUID actor, String reason) {
        sql.update(
                "INSERT INTO feedback.erasure (id, account_id, actor_id, reason) VALUES (?1, ?2, ?3, ?4)",
                id,
                account,
                actor,
                reason);
    }

    /** Takes all ratings of the account out of every project where there are some; done in the background, a few at a time. */
    public void takeOut(UUID erasure, UUID account, UUID actor, String reason) {
        sql.update("""
                INSERT INTO feedback.voiding
                    (id, project_id, account_id, since, reason, requested_at, actor_id, found, erasure_id)
                SELECT gen_random_uuid(), r.project_id, ?2, '1970-01-01T00:00:00Z', ?4, clock_timestamp(), ?3, count(*), ?1
                FROM feedback.rating r
                WHERE r.account_id = ?2 AND r.withdrawn_at IS NULL AND r.source NOT LIKE 'import:%'
                GROUP BY r.project_id
                """, erasure, account, actor, reason);
    }

    /** The oldest erasure whose ratings are all out and told, held until the transaction ends. */
    public Optional<Open> claim() {
        return sql.rows("""
                SELECT e.id, e.account_id, a.pseudonym
                FROM feedback.erasure e JOIN feedback.account a ON a.id = e.account_id
                WHERE e.finished_at IS NULL
                  AND NOT EXISTS (SELECT 1 FROM feedback.voiding v WHERE v.erasure_id = e.id AND v.finished_at IS NULL)
                  AND NOT EXISTS (SELECT 1 FROM feedback.outbox o
                                  WHERE o.sent_at IS NULL AND o.set_apart IS NULL
                                    AND o.payload LIKE '%"' || a.pseudonym || '"%')
                ORDER BY e.requested_at LIMIT 1 FOR UPDATE OF e SKIP LOCKED
                """).stream().findFirst().map(row -> {
            Object[] columns = (Object[]) row;
            return new Open((UUID) columns[0], (UUID) columns[1], (String) columns[2]);
        });
    }

    /**
     * Forgets who they were and what they wrote.
     *
     * @param passwordHash that no password matches
     */
    public void forget(Open erasure, String passwordHash) {
        FORGET.forEach(statement -> sql.update(statement, erasure.account()));
        // What was sent stays for a time, to be sent again: not of them.
        sql.update("DELETE FROM feedback.outbox WHERE " + OF_PSEUDONYM, erasure.pseudonym());
        sql.update("DELETE FROM feedback.webhook_delivery WHERE " + OF_PSEUDONYM, erasure.pseudonym());
        sql.update(
                "UPDATE feedback.account SET name = ?2, password_hash = ?3, roles = '', disabled = true WHERE id = ?1",
                erasure.account(),
                "erased-" + erasure.id(),
                passwordHash);
        sql.update("UPDATE feedback.erasure SET finished_at = clock_timestamp() WHERE id = ?1", erasure.id());
    }

    private static final String ERASURES = """
            SELECT e.id, a.pseudonym, b.name, e.reason, e.requested_at, e.finished_at,
                   (SELECT count(*) FROM feedback.rating r WHERE r.account_id = a.id AND r.source NOT LIKE 'import:%'),
                   (SELECT count(DISTINCT r.item_id) FROM feedback.rating r
                    WHERE r.account_id = a.id AND r.source NOT LIKE 'import:%')
            FROM feedback.erasure e JOIN feedback.account a ON a.id = e.account_id
                 JOIN feedback.account b ON b.id = e.actor_id
            """;

    /** Newest first, without what each touched. */
    public List<Erasure> list(List<String> stays) {
        return sql.rows(ERASURES + " ORDER BY e.requested_at DESC LIMIT 1000").stream()
                .map(row -> erasure((Object[]) row, List.of(), stays))
                .toList();
    }

    public Optional<Erasure> find(UUID id, List<String> stays) {
        return sql.rows(ERASURES + " WHERE e.id = ?1", id).stream()
                .findFirst()
                .map(row -> erasure((Object[]) row, projects(id), stays));
    }

    private static Erasure erasure(Object[] columns, List<TouchedProject> projects, List<String> stays) {
        return new Erasure(
                (UUID) columns[0],
                (String) columns[1],
                (String) columns[2],
                (String) columns[3],
                (Instant) columns[4],
                (Instant) columns[5],
                ((Number) columns[6]).longValue(),
                ((Number) columns[7]).longValue(),
                projects,
                stays);
    }

    private List<TouchedProject> projects(UUID erasure) {
        return sql.rows("""
                SELECT p.id, p.name, count(w.rating),
                       count(w.withdrawn_at),
                       min(w.at), max(e.requested_at),
                       (SELECT count(*) FROM feedback.rater_fit f
                        WHERE f.project_id = p.id AND f.fitted_at >= min(w.at))
                FROM feedback.erasure e
                     JOIN (SELECT r.project_id, r.account_id, r.id AS rating, r.withdrawn_at, r.rated_at AS at
                           FROM feedback.rating r WHERE r.source NOT LIKE 'import:%'
                           UNION ALL
                           SELECT m.project_id, m.account_id, NULL, NULL, m.mined_at FROM feedback.mined_prompt m) w
                         ON w.account_id = e.account_id
                     JOIN feedback.project p ON p.id = w.project_id
                WHERE e.id = ?1 GROUP BY p.id, p.name ORDER BY p.name
                """, erasure).stream()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    UUID project = (UUID) columns[0];
                    return new TouchedProject(
                            project,
                            (String) columns[1],
                            ((Number) columns[2]).longValue(),
                            ((Number) columns[3]).longValue(),
                            snapshots(project, (Instant) columns[4], (Instant) columns[5]),
                            texts("SELECT url FROM feedback.webhook WHERE project_id = ?1 ORDER BY url", project),
                            ((Number) columns[6]).longValue());
                })
                .toList();
    }

    private List<String> snapshots(UUID project, Instant first, Instant until) {
        return sql
                .rows(
                        "SELECT DISTINCT sha256 FROM feedback.data_snapshot WHERE project_id = ?1"
                                + " AND made_at >= ?2 AND made_at <= ?3 ORDER BY sha256",
                        project,
                        first,
                        until)
                .stream()
                .map(String.class::cast)
                .toList();
    }

    /** Ids of what they rated, and of what was rated of their questions. */
    public List<String> items(UUID erasure) {
        return texts(
                "SELECT * FROM ((SELECT DISTINCT CAST(r.item_id AS text) AS id " + RATED + ") UNION " + ASKED
                        + ") both_of ORDER BY 1",
                erasure);
    }

    /** Ids of their ratings. */
    public List<String> ratings(UUID erasure) {
        return texts("SELECT CAST(r.id AS text) " + RATED, erasure);
    }

    private static final String ASKED = """
            (SELECT CAST(i.id AS text) FROM feedback.erasure e
                 JOIN feedback.mined_prompt m ON m.account_id = e.account_id
                 JOIN feedback.item i ON i.prompt_id = m.prompt_id
             WHERE e.id = ?1)
            """;

    private static final String RATED = """
            FROM feedback.erasure e JOIN feedback.rating r ON r.account_id = e.account_id
            WHERE e.id = ?1 AND r.verdict <> 'SKIP' AND r.source NOT LIKE 'import:%' ORDER BY 1
            """;

    private List<String> texts(String query, UUID id) {
        return sql.rows(query, id).stream().map(String.class::cast).toList();
    }
}
