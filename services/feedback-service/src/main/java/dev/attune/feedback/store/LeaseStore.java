package dev.attune.feedback.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.check.CheckKind;

/** Hand-outs of items. All times are the database's, so instances with different clocks agree. */
@ApplicationScoped
public class LeaseStore {

    /** Items that want a rating which nobody is about to give, and that this account has neither rated nor given back, nor holds. */
    private static final String OPEN_ITEM = """
            SELECT i.id, i.position FROM feedback.item i
            WHERE i.project_id = ?1
              AND i.position > ?3
              AND i.review = 'NONE'
              AND i.accepted < i.ratings_per_item
              AND i.accepted + (SELECT count(*) FROM feedback.lease l
                                WHERE l.item_id = i.id AND l.used_at IS NULL AND l.expires_at > clock_timestamp())
                  < i.ratings_per_item
              AND NOT EXISTS (SELECT 1 FROM feedback.rating r
                              WHERE r.item_id = i.id AND r.account_id = ?2
                                AND (r.withdrawn_at IS NULL OR r.not_again))
              AND NOT EXISTS (SELECT 1 FROM feedback.lease h
                              WHERE h.item_id = i.id AND h.account_id = ?2 AND h.used_at IS NULL
                                AND h.expires_at > clock_timestamp())
            ORDER BY i.position
            LIMIT 1
            FOR UPDATE OF i
            """;

    /** The same question about one item that is locked already, so that the answer stays true. */
    private static final String HAS_ROOM = """
            SELECT i.accepted + (SELECT count(*) FROM feedback.lease l
                                 WHERE l.item_id = i.id AND l.used_at IS NULL AND l.expires_at > clock_timestamp())
                   < i.ratings_per_item AND i.review = 'NONE'
            FROM feedback.item i WHERE i.id = ?1
            """;

    private static final String LIVE = """
            WHERE account_id = ?1 AND project_id = ?2 AND used_at IS NULL AND expires_at > clock_timestamp()
            """;

    private final Sql sql;
    private final Counter granted;

    LeaseStore(Sql sql, MeterRegistry registry) {
        this.sql = sql;
        this.granted = registry.counter("attune.leases.granted");
    }

    /**
     * A hand-out.
     *
     * @param order which answer stands where; empty for pairs
     * @param guidelinesVersion which guidelines came with it; absent for hand-outs of before
     * @param dwell since it was granted
     * @param check what the item measures; absent where it wants a vote
     */
    public record Lease(
            UUID id,
            UUID itemId,
            UUID projectId,
            UUID accountId,
            boolean leftFirst,
            List<Integer> order,
            @Nullable Integer guidelinesVersion,
            Instant expiresAt,
            boolean expired,
            boolean used,
            Duration dwell,
            @Nullable CheckKind check) {}

    /** Until the transaction ends nobody else hands out items of the project to this account. */
    public void lock(UUID project, UUID account) {
        sql.lock("lease." + project + "." + account);
    }

    /** The lease of the project that the account holds now; the older one of two. */
    public Optional<Lease> live(UUID project, UUID account) {
        return lease(LIVE + " ORDER BY granted_at LIMIT 1", account, project);
    }

    /** The lease of the project that the account holds besides {@code one}, in advance. */
    public Optional<Lease> liveBesides(UUID one, UUID project, UUID account) {
        return lease(LIVE + " AND id <> ?3 ORDER BY granted_at LIMIT 1", account, project, one);
    }

    /** The lease, held until the transaction ends. */
    public Optional<Lease> locked(UUID id) {
        return lease("WHERE id = ?1 FOR UPDATE", id);
    }

    /**
     * The oldest open item for the account, locked until the transaction ends.
     *
     * @param wait wait for items that others have locked just now, instead of passing over them
     */
    public @Nullable UUID lockOpenItem(UUID project, UUID account, boolean wait) {
        long after = -1;
        while (true) {
            List<?> rows = sql.rows(OPEN_ITEM + (wait ? "" : " SKIP LOCKED"), project, account, after);
            if (rows.isEmpty()) {
                return null;
            }
            Object[] row = (Object[]) rows.getFirst();
            UUID item = (UUID) row[0];
            if (hasRoom(item)) {
                return item;
            }
            after = ((Number) row[1]).longValue();
        }
    }

    /** Locks the item until the transaction ends; false when it wants no more ratings than others are about to give. */
    public boolean lockIfOpen(UUID item) {
        sql.row("SELECT id FROM feedback.item WHERE id = ?1 FOR UPDATE", item);
        return hasRoom(item);
    }

    /** The account has these guidelines before it from now on. */
    public void told(UUID id, int guidelinesVersion) {
        sql.update("UPDATE feedback.lease SET guidelines_version = ?2 WHERE id = ?1", id, guidelinesVersion);
    }

    /** Takes back what the account holds of the project: others may have it. */
    public void release(UUID project, UUID account) {
        sql.update("""
                UPDATE feedback.lease SET used_at = clock_timestamp()
                WHERE account_id = ?1 AND project_id = ?2 AND used_at IS NULL
                """, account, project);
    }

    /** Takes back what the account holds anywhere. */
    public void releaseAll(UUID account) {
        sql.update(
                "UPDATE feedback.lease SET used_at = clock_timestamp() WHERE account_id = ?1 AND used_at IS NULL",
                account);
    }

    /**
     * How many leases of the last day are in which state.
     *
     * @param held open, the item is with somebody
     * @param expired nobody rated the item in time
     * @param ended the item was rated or given back
     */
    public record Counts(long held, long expired, long ended) {}

    public Counts counts() {
        Object[] row = (Object[]) sql.row("""
                SELECT count(*) FILTER (WHERE used_at IS NULL AND expires_at > clock_timestamp()),
                       count(*) FILTER (WHERE used_at IS NULL AND expires_at <= clock_timestamp()),
                       count(*) FILTER (WHERE used_at IS NOT NULL)
                FROM feedback.lease WHERE expires_at > clock_timestamp() - interval '1 day'
                """);
        return new Counts(((Number) row[0]).longValue(), ((Number) row[1]).longValue(), ((Number) row[2]).longValue());
    }

    private boolean hasRoom(UUID item) {
        return (Boolean) sql.row(HAS_ROOM, item);
    }

    /** Which answer stands where: of pairs the first one left or right, of more their places. */
    public record Order(boolean leftFirst, List<Integer> answers) {
        public Order {
            answers = List.copyOf(answers);
        }
    }

    /** Hands the locked item, of a pair, to the account. */
    public Lease grant(UUID item, UUID account, boolean leftFirst, Duration duration) {
        return grant(item, account, new Order(leftFirst, List.of()), duration);
    }

    /** Hands the locked item to the account. */
    public Lease grant(UUID item, UUID account, Order order, Duration duration) {
        UUID id = UUID.randomUUID();
        sql.update(
                """
                INSERT INTO feedback.lease (id, item_id, project_id, account_id, left_first, granted_at, expires_at,
                                            answer_order, guidelines_version)
                SELECT ?1, i.id, i.project_id, ?3, ?4, t.now, t.now + make_interval(secs => ?5), nullif(?6, ''),
                       p.guidelines_version
                FROM feedback.item i JOIN feedback.project p ON p.id = i.project_id,
                     (SELECT clock_timestamp() AS now) t WHERE i.id = ?2
                """,
                id,
                item,
                account,
                order.leftFirst(),
                duration.toMillis() / 1000.0,
                AnswerOrder.text(order.answers()));
        granted.increment();
        return locked(id).orElseThrow();
    }

    /** Hands the account an item that checks it; the item's own room is not asked for. */
    public Lease grantCheck(UUID item, UUID account, Order order, CheckKind kind, Duration duration) {
        UUID lease = grant(item, account, order, duration).id();
        sql.update("UPDATE feedback.lease SET check_kind = ?2 WHERE id = ?1", lease, kind.name());
        return locked(lease).orElseThrow();
    }

    /** The lease has served: it no longer keeps the item from others. */
    public void use(UUID id) {
        sql.update("UPDATE feedback.lease SET used_at = clock_timestamp() WHERE id = ?1", id);
    }

    /**
     * The time of what was handed out in advance, after this lease, begins now, as its turn has come. One that is about to end is left
     * alone, as somebody may be taking its item at this moment; so is one that another request holds.
     */
    public void beginNext(Lease before, Duration duration) {
        sql.update("""
                UPDATE feedback.lease
                SET granted_at = clock_timestamp(), expires_at = clock_timestamp() + make_interval(secs => ?4)
                WHERE id IN (SELECT id FROM feedback.lease
                             WHERE account_id = ?1 AND project_id = ?2 AND used_at IS NULL
                               AND expires_at > clock_timestamp() + interval '5 seconds'
                               AND granted_at > (SELECT granted_at FROM feedback.lease WHERE id = ?3)
                             FOR UPDATE SKIP LOCKED)
                """, before.accountId(), before.projectId(), before.id(), duration.toMillis() / 1000.0);
    }

    /** Forgets at most {@code limit} leases that ended longer ago; returns how many. */
    public int forget(Duration age, int limit) {
        return sql.forget("feedback.lease", "expires_at", age, limit);
    }

    private Optional<Lease> lease(String where, Object... parameters) {
        List<?> rows = sql.rows("""
                SELECT id, item_id, project_id, account_id, left_first, expires_at, expires_at <= clock_timestamp(),
                       used_at IS NOT NULL,
                       CAST(extract(epoch FROM clock_timestamp() - granted_at) * 1000 AS bigint),
                       answer_order, guidelines_version, check_kind
                FROM feedback.lease
                """ + where, parameters);
        return rows.stream().findFirst().map(row -> {
            Object[] columns = (Object[]) row;
            return new Lease(
                    (UUID) columns[0],
                    (UUID) columns[1],
                    (UUID) columns[2],
                    (UUID) columns[3],
                    (Boolean) columns[4],
                    AnswerOrder.read((String) columns[9]),
                    (Integer) columns[10],
                    (Instant) columns[5],
                    (Boolean) columns[6],
                    (Boolean) columns[7],
                    Duration.ofMillis(((Number) columns[8]).longValue()),
                    columns[11] == null ? null : CheckKind.valueOf((String) columns[11]));
        });
    }
}
