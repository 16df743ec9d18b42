package dev.attune.feedback.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Item;
import dev.attune.feedback.check.CheckKind;
import dev.attune.feedback.choice.Draw;
import dev.attune.feedback.form.Task;

/** Hand-outs of items. All times are the database's, so instances with different clocks agree. */
@ApplicationScoped
public class LeaseStore {

    /** Whether an item that is locked already wants a rating which nobody is about to give; so the answer stays true. */
    private static final String HAS_ROOM = """
            SELECT i.accepted + (SELECT count(*) FROM feedback.lease l
                                 WHERE l.item_id = i.id AND l.used_at IS NULL AND l.expires_at > clock_timestamp())
                   < i.ratings_per_item AND i.review = 'NONE'
            FROM feedback.item i WHERE i.id = ?1
            """;

    private static final String COLUMNS = """
            id, item_id, project_id, account_id, left_first, expires_at, expires_at <= clock_timestamp(), used_at IS NOT NULL,
            CAST(extract(epoch FROM clock_timestamp() - granted_at) * 1000 AS bigint), answer_order, guidelines_version,
            strategy, even, propensity, check_kind
            """;

    private static final String GRANT = """
            INSERT INTO feedback.lease (id, item_id, project_id, account_id, left_first, granted_at, expires_at,
                                        answer_order, guidelines_version, strategy, even, propensity)
            SELECT g.id, i.id, i.project_id, g.account_id, g.left_first, t.now, t.now + make_interval(secs => ?9),
                   nullif(g.answer_order, ''), p.guidelines_version, g.strategy, g.even, g.propensity
            FROM unnest(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                    AS g(id, item_id, account_id, left_first, answer_order, strategy, even, propensity)
                JOIN feedback.item i ON i.id = g.item_id JOIN feedback.project p ON p.id = i.project_id,
                (SELECT clock_timestamp() AS now) t
            """ + " RETURNING " + COLUMNS;

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
     * @param draw how its item was chosen; absent where nothing was set, and for hand-outs of before
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
            @Nullable Draw draw,
            @Nullable CheckKind check) {

        /** Which answer of its item stands at each position. */
        public List<Integer> places(Item item) {
            if (item.form().task() == Task.COMPARE) {
                return leftFirst ? List.of(0, 1) : List.of(1, 0);
            }
            return order;
        }
    }

    /** Until the transaction ends nobody else hands out items of the project to this account. */
    public void lock(UUID project, UUID account) {
        sql.lock(lockName(project, account));
    }

    /** Of the lock that {@link #lock} takes. */
    public static String lockName(UUID project, UUID account) {
        return "lease." + project + "." + account;
    }

    /** The lease, held until the transaction ends. */
    public Optional<Lease> locked(UUID id) {
        return lease("WHERE id = ?1 FOR UPDATE", id);
    }

    /** Holds what the account has not rated yet until the transaction ends. */
    public void holdLive(UUID project, UUID account) {
        sql.rows(
                "SELECT id FROM feedback.lease WHERE account_id = ?1 AND project_id = ?2 AND used_at IS NULL ORDER BY id FOR UPDATE",
                account,
                project);
    }

    /** Locks the item until the transaction ends; false when it wants no more ratings than others are about to give. */
    public boolean lockIfOpen(UUID item) {
        sql.row("SELECT id FROM feedback.item WHERE id = ?1 FOR NO KEY UPDATE", item);
        // Who hands it out holds this row, which is not there where the item wants nothing.
        sql.rows("SELECT item_id FROM feedback.open_item WHERE item_id = ?1 FOR UPDATE", item);
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

    /** Whether the item, which is locked, wants more ratings than others are about to give. */
    public boolean hasRoom(UUID item) {
        return (Boolean) sql.row(HAS_ROOM, item);
    }

    /** Which answer stands where: of pairs the first one left or right, of more their places. */
    public record Order(boolean leftFirst, List<Integer> answers) {
        public Order {
            answers = List.copyOf(answers);
        }
    }

    /** An item for an account. */
    public record Grant(
            UUID item, UUID account, Order order, @Nullable Draw draw) {}

    /** Hands locked items to accounts. */
    public List<Lease> grant(List<Grant> grants, Duration duration) {
        granted.increment(grants.size());
        return sql.rows(
                LeaseStore::read,
                GRANT,
                column(grants, UUID[]::new, _ -> UUID.randomUUID()),
                column(grants, UUID[]::new, Grant::item),
                column(grants, UUID[]::new, Grant::account),
                column(grants, Boolean[]::new, grant -> grant.order().leftFirst()),
                column(
                        grants,
                        String[]::new,
                        grant -> AnswerOrder.text(grant.order().answers())),
                column(
                        grants,
                        String[]::new,
                        grant -> draw(grant, draw -> draw.strategy().name())),
                column(grants, Boolean[]::new, grant -> draw(grant, Draw::even)),
                column(grants, Double[]::new, grant -> draw(grant, Draw::propensity)),
                duration.toMillis() / 1000.0);
    }

    private static <C> @Nullable C draw(Grant grant, Function<Draw, C> value) {
        Draw draw = grant.draw();
        return draw == null ? null : value.apply(draw);
    }

    private static <C> C[] column(List<Grant> grants, IntFunction<C[]> type, Function<Grant, @Nullable C> value) {
        return grants.stream().<@Nullable C>map(value).toArray(type);
    }

    /** Hands the locked item to the account. */
    public Lease grant(UUID item, UUID account, Order order, Duration duration, @Nullable Draw draw) {
        return grant(List.of(new Grant(item, account, order, draw)), duration).getFirst();
    }

    /** Hands the account an item that checks it; the item's own room is not asked for. */
    public Lease grantCheck(UUID item, UUID account, Order order, CheckKind kind, Duration duration) {
        UUID lease = grant(item, account, order, duration, null).id();
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
        return where(where, parameters).stream().findFirst();
    }

    /** The leases of a WHERE clause. */
    public List<Lease> where(String where, Object... parameters) {
        return sql.rows(LeaseStore::read, "SELECT " + COLUMNS + " FROM feedback.lease " + where, parameters);
    }

    private static Lease read(ResultSet row) throws SQLException {
        String check = row.getString(15);
        return new Lease(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getObject(4, UUID.class),
                row.getBoolean(5),
                AnswerOrder.read(row.getString(10)),
                (Integer) row.getObject(11),
                row.getTimestamp(6).toInstant(),
                row.getBoolean(7),
                row.getBoolean(8),
                Duration.ofMillis(row.getLong(9)),
                Draw.read(row.getString(12), (Boolean) row.getObject(13), (Double) row.getObject(14)),
                check == null ? null : CheckKind.valueOf(check));
    }
}
