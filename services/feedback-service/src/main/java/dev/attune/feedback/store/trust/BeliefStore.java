package dev.attune.feedback.store.trust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.store.Sql;
import dev.attune.feedback.trust.Believed;

/** What is believed of pairs, and what the ring was told of it. */
@ApplicationScoped
public class BeliefStore {

    private static final int ROWS = 2000;

    /** A belief that hardly moved is not written again: a large project's rows are many. */
    private static final double SAME = 0.001;

    private final Sql sql;

    BeliefStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * What is kept of an item.
     *
     * @param told P(the first is preferred) as the ring heard it; absent where it heard of two bad answers
     * @param online whether it was believed between two fits
     */
    public record Kept(Believed believed, @Nullable Double told, boolean online) {}

    /** What a fit says of an item; {@code pending} where the ring is to hear of it. */
    public record Row(
            UUID item, Believed believed, @Nullable Double told, boolean pending) {}

    public Optional<Kept> of(UUID item) {
        return sql.rows("""
                SELECT lead, deviation, belief, predictive, fit_id, told, online FROM feedback.pair_belief
                WHERE item_id = ?1
                """, item).stream().findFirst().map(row -> kept((Object[]) row, 0));
    }

    /** Of all items of a project. */
    public Map<UUID, Kept> all(UUID project) {
        Map<UUID, Kept> all = new HashMap<>();
        for (Object row : sql.rows("""
                SELECT item_id, lead, deviation, belief, predictive, fit_id, told, online FROM feedback.pair_belief
                WHERE project_id = ?1
                """, project)) {
            Object[] columns = (Object[]) row;
            all.put((UUID) columns[0], kept(columns, 1));
        }
        return all;
    }

    /** What the ring was told now. */
    public void told(UUID item, UUID project, Believed believed, @Nullable Double told, boolean online) {
        sql.update(
                """
                INSERT INTO feedback.pair_belief
                    (item_id, project_id, fit_id, lead, deviation, belief, predictive, told, online, pending)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, CAST(nullif(?8, '') AS double precision), ?9, false)
                ON CONFLICT (item_id) DO UPDATE SET
                    fit_id = excluded.fit_id, lead = excluded.lead, deviation = excluded.deviation,
                    belief = excluded.belief, predictive = excluded.predictive, told = excluded.told,
                    online = excluded.online, pending = false
                """,
                item,
                project,
                believed.fit(),
                believed.lead(),
                believed.deviation(),
                believed.belief(),
                believed.predictive(),
                told == null ? "" : told.toString(),
                online);
    }

    /** Nothing is believed of the item: it settles nothing. */
    public void forget(UUID item) {
        sql.update("DELETE FROM feedback.pair_belief WHERE item_id = ?1", item);
    }

    /** What a fit says of many items. */
    public void put(UUID project, List<Row> rows) {
        for (int from = 0; from < rows.size(); from += ROWS) {
            putSome(project, rows.subList(from, Math.min(rows.size(), from + ROWS)));
        }
    }

    private void putSome(UUID project, List<Row> rows) {
        List<Object> parameters =
                new ArrayList<>(List.of(project, rows.getFirst().believed().fit()));
        parameters.add(array(rows, row -> row.item().toString()));
        parameters.add(array(rows, row -> String.valueOf(row.believed().lead())));
        parameters.add(array(rows, row -> String.valueOf(row.believed().deviation())));
        parameters.add(array(rows, row -> String.valueOf(row.believed().belief())));
        parameters.add(array(rows, row -> String.valueOf(row.believed().predictive())));
        parameters.add(array(rows, row -> String.valueOf(row.told())));
        parameters.add(array(rows, row -> String.valueOf(row.pending())));
        sql.update("""
                INSERT INTO feedback.pair_belief AS b
                    (item_id, project_id, fit_id, lead, deviation, belief, predictive, told, online, pending)
                SELECT n.item, ?1, ?2, n.lead, n.deviation, n.belief, n.predictive, n.told, false, n.pending
                FROM unnest(CAST(?3 AS uuid[]), CAST(?4 AS float8[]), CAST(?5 AS float8[]), CAST(?6 AS float8[]),
                            CAST(?7 AS float8[]), CAST(?8 AS float8[]), CAST(?9 AS boolean[]))
                         AS n (item, lead, deviation, belief, predictive, told, pending)
                     JOIN feedback.item i ON i.id = n.item
                ON CONFLICT (item_id) DO UPDATE SET
                    fit_id = excluded.fit_id, lead = excluded.lead, deviation = excluded.deviation,
                    belief = excluded.belief, predictive = excluded.predictive, online = false,
                    pending = excluded.pending
                WHERE excluded.pending OR b.pending OR b.online OR abs(b.predictive - excluded.predictive) > %s
                """.formatted(SAME), parameters.toArray());
    }

    private static String array(List<Row> rows, Function<Row, String> value) {
        return rows.stream().map(value).collect(Collectors.joining(",", "{", "}"));
    }

    /** Some items of which the ring is to hear, in the order of their ids. */
    public List<UUID> pending(int limit) {
        return sql
                .rows("SELECT item_id FROM feedback.pair_belief WHERE pending ORDER BY item_id LIMIT ?1", limit)
                .stream()
                .map(UUID.class::cast)
                .toList();
    }

    /** Of how many items of a project the ring is still to hear. */
    public long pending(UUID project) {
        return ((Number)
                        sql.row("SELECT count(*) FROM feedback.pair_belief WHERE project_id = ?1 AND pending", project))
                .longValue();
    }

    public void nothingPending(UUID item) {
        sql.update("UPDATE feedback.pair_belief SET pending = false WHERE item_id = ?1", item);
    }

    private static Kept kept(Object[] columns, int at) {
        return new Kept(
                new Believed(
                        (Double) columns[at],
                        (Double) columns[at + 1],
                        (Double) columns[at + 2],
                        (Double) columns[at + 3],
                        (UUID) columns[at + 4]),
                (Double) columns[at + 5],
                (Boolean) columns[at + 6]);
    }
}
