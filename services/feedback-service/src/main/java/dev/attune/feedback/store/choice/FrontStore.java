package dev.attune.feedback.store.choice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.store.Sql;

/** The first of a project's items that wait, for several accounts at a time; see {@link OpenItemStore} for one. */
@ApplicationScoped
public class FrontStore {

    /** Items that are looked at; the first ones are with somebody already. */
    private static final int WINDOW = 400;

    /** Nothing where items ask for languages or skills, which not all accounts have. */
    private static final String LOCK = """
            SELECT k.item_id
            FROM (SELECT o.item_id, o.tier, o.place, o.position FROM feedback.open_item o
                  WHERE o.project_id = ?1 AND o.need = 0 AND NOT EXISTS (SELECT 1 FROM feedback.need n WHERE n.project_id = ?1)
                  ORDER BY o.tier, o.place, o.position LIMIT WINDOW) c
                JOIN feedback.item i ON i.id = c.item_id
                JOIN feedback.open_item k ON k.item_id = c.item_id
            WHERE i.review = 'NONE'
              AND i.accepted + (SELECT count(*) FROM feedback.lease l
                                WHERE l.item_id = i.id AND l.used_at IS NULL AND l.expires_at > clock_timestamp())
                  < i.ratings_per_item
            ORDER BY c.tier, c.place, c.position LIMIT ?2 FOR UPDATE OF k SKIP LOCKED
            """.replace("WINDOW", String.valueOf(WINDOW));

    /** Who has rated an item is looked up by the item alone, so that no plan looks through all that an account has rated. */
    private static final String STATE = """
            SELECT i.id,
                   CASE WHEN i.review = 'NONE' THEN i.ratings_per_item - i.accepted - (
                       SELECT count(*) FROM feedback.lease l
                       WHERE l.item_id = i.id AND l.used_at IS NULL AND l.expires_at > clock_timestamp()) ELSE 0 END,
                   ARRAY(SELECT r.account_id FROM feedback.rating r WHERE r.item_id = i.id AND r.withdrawn_at IS NULL)
                   || ARRAY(SELECT r.account_id FROM feedback.rating r WHERE r.item_id = i.id AND r.not_again)
                   || ARRAY(SELECT l.account_id FROM feedback.lease l
                            WHERE l.item_id = i.id AND l.used_at IS NULL AND l.expires_at > clock_timestamp())
            FROM feedback.item i WHERE i.id = ANY(?1)
            """;

    private final Sql sql;

    FrontStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * What a locked item is.
     *
     * @param room how many ratings it wants that nobody is about to give
     * @param not accounts that may not be handed it: they have rated it or hold it
     */
    public record Open(UUID item, int room, Set<UUID> not) {

        static Open read(ResultSet row) throws SQLException {
            UUID[] not = (UUID[]) row.getArray(3).getArray();
            return new Open(row.getObject(1, UUID.class), row.getInt(2), new HashSet<>(List.of(not)));
        }
    }

    /** Locks the first items that have room until the transaction ends, in their order; passes over those that others have locked. */
    public List<UUID> lock(UUID project, int most) {
        return sql.rows(row -> row.getObject(1, UUID.class), LOCK, project, most);
    }

    /** What these items are now that they are locked. */
    public Map<UUID, Open> open(Collection<UUID> items) {
        return sql.rows(Open::read, STATE, (Object) items.toArray(UUID[]::new)).stream()
                .collect(Collectors.toMap(Open::item, Function.identity()));
    }
}
