package dev.attune.feedback.store.standing;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Which checkpoints made the answers of items: looked up in the answers once, and kept. */
@ApplicationScoped
public class MakerStore {

    private static final int BATCH = 1000;

    private static final String KNOWN =
            "SELECT item_id, checkpoints, lengths FROM feedback.item_makers WHERE item_id = ANY(?)";

    private static final String LOOK_UP = """
            INSERT INTO feedback.item_makers (item_id, checkpoints, lengths)
            SELECT i.id,
                   array_agg(CASE WHEN c.answer -> 'edit' IS NULL AND c.answer ->> 'checkpointId' NOT IN ('person', 'given')
                                       AND c.answer ->> 'checkpointId' NOT LIKE 'import:%' THEN c.answer ->> 'checkpointId' END
                             ORDER BY c.place),
                   array_agg(char_length(c.answer ->> 'text') ORDER BY c.place)
            FROM feedback.item i
                 CROSS JOIN LATERAL jsonb_array_elements(
                     CASE WHEN i.candidates IS NULL
                          THEN jsonb_build_array(CAST(i.first_candidate AS jsonb), CAST(i.second_candidate AS jsonb))
                          ELSE CAST(i.candidates AS jsonb) END) WITH ORDINALITY AS c (answer, place)
            WHERE i.id = ANY(?)
            GROUP BY i.id
            ON CONFLICT (item_id) DO NOTHING
            """;

    private final EntityManager entities;

    MakerStore(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * What made an item's answers, in the item's order.
     *
     * @param checkpoints null for an answer that no checkpoint made as it stands
     * @param lengths of the answers in characters
     */
    public record Makers(List<@Nullable String> checkpoints, List<Integer> lengths) {}

    /** Of these items, within the caller's transaction; what was not looked up before is now. */
    public Map<UUID, Makers> of(Collection<UUID> items) {
        return entities.unwrap(Session.class).doReturningWork(connection -> {
            Map<UUID, Makers> found = new HashMap<>();
            Map<String, String> names = new HashMap<>();
            List<UUID> all = List.copyOf(items);
            for (int from = 0; from < all.size(); from += BATCH) {
                List<UUID> some = all.subList(from, Math.min(all.size(), from + BATCH));
                read(connection, some, names, found);
                List<UUID> missing =
                        some.stream().filter(item -> !found.containsKey(item)).toList();
                if (!missing.isEmpty()) {
                    lookUp(connection, missing);
                    read(connection, missing, names, found);
                }
            }
            return found;
        });
    }

    private static void lookUp(Connection connection, List<UUID> items) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(LOOK_UP)) {
            insert.setArray(1, connection.createArrayOf("uuid", items.toArray()));
            insert.executeUpdate();
        }
    }

    private static void read(
            Connection connection, List<UUID> items, Map<String, String> names, Map<UUID, Makers> found)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(KNOWN)) {
            query.setArray(1, connection.createArrayOf("uuid", items.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getObject(1, UUID.class),
                            new Makers(names(rows.getArray(2), names), Arrays.asList((Integer[])
                                    rows.getArray(3).getArray())));
                }
            }
        }
    }

    /** Few checkpoints made many answers: each name is held once. */
    private static List<@Nullable String> names(Array array, Map<String, String> known) throws SQLException {
        List<@Nullable String> names = new ArrayList<>();
        for (String name : (String[]) array.getArray()) {
            names.add(name == null ? null : known.computeIfAbsent(name, same -> same));
        }
        return names;
    }
}
