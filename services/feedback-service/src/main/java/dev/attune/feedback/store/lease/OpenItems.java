package dev.attune.feedback.store.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

import dev.attune.feedback.store.Sql;
import dev.attune.feedback.store.lease.LeaseSets.Owner;

/**
 * Which item comes next for whom.
 *
 * <p>Who has rated many items that others still have to rate would walk over all of them each time. So this process remembers how far
 * somebody has rated everything that is open; what is opened again before that place moves it back. The place saves time only: where nothing
 * is found behind it, the search begins at the start.
 */
@ApplicationScoped
public class OpenItems {

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
              AND i.id <> ALL(?4)
            ORDER BY i.position
            LIMIT 1
            FOR NO KEY UPDATE OF i
            """;

    /** The first open item that the account has not rated, whoever holds it: all before it stays rated by the account. */
    private static final String FIRST_UNRATED = """
            SELECT i.position FROM feedback.item i
            WHERE i.project_id = ?1
              AND i.position > ?3
              AND i.review = 'NONE'
              AND i.accepted < i.ratings_per_item
              AND NOT EXISTS (SELECT 1 FROM feedback.rating r
                              WHERE r.item_id = i.id AND r.account_id = ?2
                                AND (r.withdrawn_at IS NULL OR r.not_again))
            ORDER BY i.position
            LIMIT 1
            """;

    /** How many more ratings the items want than others are about to give. They are locked already, so that the answer stays true. */
    private static final String ROOM = """
            SELECT i.id, CASE WHEN i.review = 'NONE' THEN i.ratings_per_item - i.accepted
                    - (SELECT count(*) FROM feedback.lease l
                       WHERE l.item_id = i.id AND l.used_at IS NULL AND l.expires_at > clock_timestamp()) ELSE 0 END
            FROM feedback.item i WHERE i.id = ANY(?1)
            """;

    private static final long START = -1;
    private static final int MOVED_AFTER = 50;
    private static final int MOST_PLACES = 20_000;
    /** Another instance does not say what it opens again. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Sql sql;
    private final Event<Reopened> reopened;
    private final Map<Owner, Place> places = new ConcurrentHashMap<>();

    OpenItems(Sql sql, Event<Reopened> reopened) {
        this.sql = sql;
        this.reopened = reopened;
    }

    /** An item that the transaction holds. */
    public record Found(UUID item, long position) {}

    /**
     * All open items up to this position are rated by somebody.
     *
     * @param used how often since it was found
     */
    private record Place(long position, int used, Instant found) {

        boolean isFresh() {
            return found.isAfter(Instant.now().minus(FRESH));
        }
    }

    /** Said inside the process: an item may be open again, for those who have rated it too. */
    record Reopened(UUID project, long position) {}

    /**
     * The oldest open item for the account, held until the transaction ends.
     *
     * @param except items that are not to be found
     * @param wait wait for items that others hold just now, instead of passing over them
     */
    public Optional<Found> find(Owner owner, Collection<UUID> except, boolean wait) {
        long from = place(owner);
        Optional<Found> found = find(owner, from, except, wait);
        return found.isPresent() || from == START ? found : find(owner, START, except, wait);
    }

    private Optional<Found> find(Owner owner, long after, Collection<UUID> except, boolean wait) {
        return sql
                .rows(
                        OPEN_ITEM + (wait ? "" : " SKIP LOCKED"),
                        owner.project(),
                        owner.account(),
                        after,
                        except.toArray(UUID[]::new))
                .stream()
                .findFirst()
                .map(row -> (Object[]) row)
                .map(columns -> new Found((UUID) columns[0], ((Number) columns[1]).longValue()));
    }

    /** How many more may be given of an item that the transaction holds. */
    public int room(UUID item) {
        Object[] row = (Object[]) sql.row(ROOM, (Object) new UUID[] {item});
        return ((Number) row[1]).intValue();
    }

    private long place(Owner owner) {
        Place known = places.get(owner);
        if (known != null && known.isFresh() && known.used() < MOVED_AFTER) {
            places.computeIfPresent(owner, (_, at) -> new Place(at.position(), at.used() + 1, at.found()));
            return known.position();
        }
        boolean goesOn = known != null && known.isFresh();
        long from = goesOn ? known.position() : START;
        List<?> first = sql.rows(FIRST_UNRATED, owner.project(), owner.account(), from);
        long position = first.isEmpty() ? from : ((Number) first.getFirst()).longValue() - 1;
        if (places.size() >= MOST_PLACES) {
            places.clear();
        }
        places.put(owner, new Place(position, 0, goesOn ? known.found() : Instant.now()));
        return position;
    }

    /** After the commit the search for everybody begins no later than at this item. */
    public void reopen(UUID item) {
        Object[] row = (Object[]) sql.row("SELECT project_id, position FROM feedback.item WHERE id = ?1", item);
        reopened.fire(new Reopened((UUID) row[0], ((Number) row[1]).longValue()));
    }

    void moveBack(@Observes(during = TransactionPhase.AFTER_SUCCESS) Reopened item) {
        places.replaceAll(
                (owner, place) -> owner.project().equals(item.project()) && place.position() >= item.position()
                        ? new Place(item.position() - 1, place.used(), place.found())
                        : place);
    }
}
