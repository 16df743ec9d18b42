package dev.attune.feedback.store.project;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.store.Sql;

/**
 * Deletes what belongs to a project. Which tables hold such rows is asked of the database's own foreign keys, so that no table
 * that comes later is forgotten.
 */
@ApplicationScoped
public class ErasureStore {

    private static final String PROJECT = "project";

    /**
     * Single-column foreign keys within this service's schema; people stay, and so do rows that merely mention a project (whose
     * column the database sets to null).
     */
    private static final String KEYS = """
            SELECT child.relname, col.attname, parent.relname, target.attname
            FROM pg_constraint c
                 JOIN pg_class child ON child.oid = c.conrelid
                 JOIN pg_class parent ON parent.oid = c.confrelid
                 JOIN pg_namespace n ON n.oid = child.relnamespace
                 JOIN pg_attribute col ON col.attrelid = c.conrelid AND col.attnum = c.conkey[1]
                 JOIN pg_attribute target ON target.attrelid = c.confrelid AND target.attnum = c.confkey[1]
            WHERE c.contype = 'f' AND n.nspname = 'feedback' AND array_length(c.conkey, 1) = 1
              AND child.oid <> parent.oid AND child.relname <> 'account' AND c.confdeltype <> 'n'
            ORDER BY child.relname, col.attname
            """;

    private final Sql sql;

    ErasureStore(Sql sql) {
        this.sql = sql;
    }

    /** A column that refers to a row of another table. */
    private record Key(String child, String column, String parent, String target) {}

    /** How the rows of one table that belong to a project are found; {@code ?1} is the project. */
    public record Part(String table, String condition) {}

    /** What is to be deleted, in an order in which nothing is missed by what is left; the project itself comes last. */
    public List<Part> parts() {
        Map<String, List<Key>> byParent = keys();
        Map<String, Set<String>> conditions = new LinkedHashMap<>();
        List<String> order = new ArrayList<>();
        visit(PROJECT, byParent, order, new LinkedHashSet<>());
        List<String> parentsFirst = order.reversed();
        conditions.put(PROJECT, Set.of("id = ?1"));
        for (String parent : parentsFirst) {
            for (Key key : byParent.getOrDefault(parent, List.of())) {
                conditions
                        .computeIfAbsent(key.child(), _ -> new LinkedHashSet<>())
                        .add(
                                parent.equals(PROJECT)
                                        ? key.column() + " = ?1"
                                        : key.column() + " IN (SELECT " + key.target() + " FROM feedback." + parent
                                                + " WHERE " + any(conditions, parent) + ")");
            }
        }
        return order.stream()
                .map(table -> new Part(table, any(conditions, table)))
                .toList();
    }

    private static String any(Map<String, Set<String>> conditions, String table) {
        return String.join(" OR ", conditions.getOrDefault(table, Set.of("false")));
    }

    private Map<String, List<Key>> keys() {
        Map<String, List<Key>> byParent = new LinkedHashMap<>();
        for (Object row : sql.rows(KEYS)) {
            Object[] columns = (Object[]) row;
            Key key = new Key(
                    String.valueOf(columns[0]),
                    String.valueOf(columns[1]),
                    String.valueOf(columns[2]),
                    String.valueOf(columns[3]));
            byParent.computeIfAbsent(key.parent(), _ -> new ArrayList<>()).add(key);
        }
        return byParent;
    }

    /** Children before their parents; a table that was met is not looked at again, so circles end. */
    private static void visit(String table, Map<String, List<Key>> byParent, List<String> order, Set<String> met) {
        met.add(table);
        Deque<Key> children = new ArrayDeque<>(byParent.getOrDefault(table, List.of()));
        while (!children.isEmpty()) {
            String child = children.pop().child();
            if (!met.contains(child)) {
                visit(child, byParent, order, met);
            }
        }
        order.add(table);
    }

    /** Deletes at most {@code limit} rows of the part; returns how many. */
    public int delete(Part part, UUID project, int limit) {
        String table = "feedback." + part.table();
        return sql.update(
                "DELETE FROM " + table + " WHERE ctid = ANY(ARRAY(SELECT ctid FROM " + table + " WHERE "
                        + part.condition() + " LIMIT ?2))",
                project,
                limit);
    }
}
