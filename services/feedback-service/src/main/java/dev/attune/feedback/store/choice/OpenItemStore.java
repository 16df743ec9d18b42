package dev.attune.feedback.store.choice;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.store.Sql;

/**
 * Finds what an account may be handed, without locks on more than one item. Items that it has rated are passed over in windows of
 * limited size, so that nobody waits for a walk over a hundred thousand of them.
 */
@ApplicationScoped
public class OpenItemStore {

    /** So many items that the account has not rated are looked at more closely; others may hold the first ones. */
    static final int CANDIDATES = 32;

    /** Items that are looked through to say why nothing is handed out. */
    private static final int LOOKED_THROUGH = 10_000;

    /** What items ask that the account has: nothing, or what its membership says. */
    private static final String FITS = """
            (SELECT 0 AS need
             UNION ALL
             SELECT n.id FROM feedback.need n
                 JOIN feedback.project_member m ON m.project_id = n.project_id AND m.account_id = ?2
             WHERE n.project_id = ?1 AND n.skills <@ m.skills
               AND (n.language IS NULL
                    OR EXISTS (SELECT 1 FROM unnest(m.languages) AS l(tag)
                               WHERE n.language = l.tag OR starts_with(n.language, l.tag || '-')))) fit
            """;

    /** Counts, and no joins: each looks into its index for one item, also where the database has no statistics yet. */
    private static final String NOT_RATED = """
            (SELECT count(*) FROM feedback.rating r
             WHERE r.item_id = q.item_id AND r.account_id = ?2 AND r.withdrawn_at IS NULL) = 0
            AND (SELECT count(*) FROM feedback.rating r
                 WHERE r.item_id = q.item_id AND r.account_id = ?2 AND r.not_again) = 0
            """;

    private static final String BEHIND = """
            o.project_id = ?1 AND o.need = fit.need
            AND (o.tier, o.place, o.position) > (CAST(?3 AS smallint), CAST(?4 AS double precision), ?5)
            """;

    /** In order, out of a window of each need. How many ROWS it has is said in the text, as plans are made for it. */
    private static final String ORDERED = "(SELECT w.item_id, w.tier, w.place, w.position FROM " + FITS
            + " CROSS JOIN LATERAL (SELECT q.item_id, q.tier, q.place, q.position FROM"
            + " (SELECT o.item_id, o.tier, o.place, o.position FROM feedback.open_item o WHERE " + BEHIND
            + " ORDER BY o.tier, o.place, o.position LIMIT ROWS) q WHERE " + NOT_RATED
            + " ORDER BY q.tier, q.place, q.position LIMIT " + CANDIDATES + ") w"
            + " ORDER BY w.tier, w.place, w.position LIMIT " + CANDIDATES + ") c";

    /** From a random id on, of all that wait. */
    private static final String EVEN = "(SELECT q.item_id FROM"
            + " (SELECT o.item_id, o.need FROM feedback.open_item o WHERE o.project_id = ?1 AND o.item_id >= ?3"
            + " ORDER BY o.item_id LIMIT ROWS) q JOIN " + FITS + " ON fit.need = q.need WHERE " + NOT_RATED
            + " ORDER BY q.item_id LIMIT " + CANDIDATES + ") c";

    /**
     * Of the candidates the first that wants a rating which nobody is about to give, and that the account does not hold. Its row here is
     * locked rather than the item, which those who accept ratings hold: they never make less room.
     */
    private static final String ROOM = """
            JOIN feedback.item i ON i.id = c.item_id
            JOIN feedback.open_item k ON k.item_id = c.item_id
            WHERE i.review = 'NONE'
              AND i.accepted < i.ratings_per_item
              AND i.accepted + (SELECT count(*) FROM feedback.lease l
                                WHERE l.item_id = i.id AND l.used_at IS NULL AND l.expires_at > clock_timestamp())
                  < i.ratings_per_item
              AND NOT EXISTS (SELECT 1 FROM feedback.lease h
                              WHERE h.item_id = i.id AND h.account_id = ?2 AND h.used_at IS NULL
                                AND h.expires_at > clock_timestamp())
            """;

    private static final String LOCK_ORDERED = "SELECT i.id, c.tier, c.place, c.position FROM " + ORDERED + ' ' + ROOM
            + " ORDER BY c.tier, c.place, c.position LIMIT 1 FOR UPDATE OF k";

    private static final String LOCK_EVEN =
            "SELECT i.id FROM " + EVEN + ' ' + ROOM + " ORDER BY c.item_id LIMIT 1 FOR UPDATE OF k SKIP LOCKED";

    private static final String LAST_CANDIDATE = "SELECT c.tier, c.place, c.position FROM " + ORDERED
            + " ORDER BY c.tier, c.place, c.position OFFSET " + (CANDIDATES - 1);

    private static final String ROOM_LEFT = "SELECT count(*), count(*) FILTER (WHERE c.item_id IN (SELECT i.id FROM "
            + ORDERED + ' ' + ROOM + ")) FROM " + ORDERED;

    private static final String WINDOW_END = "SELECT w.tier, w.place, w.position FROM " + FITS
            + " CROSS JOIN LATERAL (SELECT o.tier, o.place, o.position FROM feedback.open_item o WHERE " + BEHIND
            + " ORDER BY o.tier, o.place, o.position OFFSET ROWS LIMIT 1) w"
            + " ORDER BY w.tier, w.place, w.position LIMIT 1";

    private final Sql sql;

    OpenItemStore(Sql sql) {
        this.sql = sql;
    }

    /** Where a walk is: all that comes before has been passed. */
    public record Place(int tier, double place, long position) {

        /** Before everything. */
        public static final Place START = new Place(-2, 0, 0);
    }

    /** An item that is locked until the transaction ends, and where it stands. */
    public record Found(UUID item, Place at) {}

    /**
     * Locks the first item behind {@code after} that the account may be handed, of those in a window of {@code rows} items.
     *
     * @param wait wait for items that others have locked just now, instead of passing over them
     */
    public Optional<Found> lock(UUID project, UUID account, Place after, int rows, boolean wait) {
        return sql
                .rows(
                        of(LOCK_ORDERED, rows) + (wait ? "" : " SKIP LOCKED"),
                        project,
                        account,
                        after.tier(),
                        after.place(),
                        after.position())
                .stream()
                .findFirst()
                .map(row -> (Object[]) row)
                .map(columns -> new Found((UUID) columns[0], place(columns, 1)));
    }

    /** The last of the candidates in the window, where there are as many as are looked at: others are behind it. */
    public Optional<Place> lastCandidate(UUID project, UUID account, Place after, int rows) {
        return place(of(LAST_CANDIDATE, rows), project, account, after);
    }

    /** Where the window ends; nothing where it holds all that there is. */
    public Optional<Place> windowEnd(UUID project, UUID account, Place after, int rows) {
        return place(of(WINDOW_END, rows - 1), project, account, after);
    }

    /** Locks an item that the account may be handed, out of the {@code rows} items from a random id on. */
    public Optional<UUID> lockEven(UUID project, UUID account, UUID from, int rows) {
        return sql.rows(of(LOCK_EVEN, rows), project, account, from).stream()
                .findFirst()
                .map(UUID.class::cast);
    }

    /** What is left for an account. */
    public enum Left {
        /** Something that it can be handed. */
        READY,
        /** Something that others hold. */
        HELD,
        /** Nothing that it may rate and has not. */
        NOTHING
    }

    /** What is left for the account, at the beginning of what waits if that is very much. */
    public Left left(UUID project, UUID account) {
        Place start = Place.START;
        Object[] counts = (Object[])
                sql.row(of(ROOM_LEFT, LOOKED_THROUGH), project, account, start.tier(), start.place(), start.position());
        if (((Number) counts[1]).longValue() > 0) {
            return Left.READY;
        }
        return ((Number) counts[0]).longValue() > 0 ? Left.HELD : Left.NOTHING;
    }

    /** How many items wait. */
    public long count(UUID project) {
        return ((Number) sql.row("SELECT count(*) FROM feedback.open_item WHERE project_id = ?1", project)).longValue();
    }

    private static String of(String statement, int rows) {
        return statement.replace("ROWS", String.valueOf(rows));
    }

    private Optional<Place> place(String statement, UUID project, UUID account, Place after) {
        return sql.rows(statement, project, account, after.tier(), after.place(), after.position()).stream()
                .findFirst()
                .map(row -> place((Object[]) row, 0));
    }

    private static Place place(Object[] columns, int from) {
        return new Place(
                ((Number) columns[from]).intValue(),
                ((Number) columns[from + 1]).doubleValue(),
                ((Number) columns[from + 2]).longValue());
    }
}
