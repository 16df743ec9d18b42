package dev.attune.preference.file;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.preference.form.PreferenceForms;
import dev.attune.preference.message.Messages;

/** Columns of a file whose values have no effect, counted. */
public final class UnusedColumns {

    private final Map<String, Integer> rows = new TreeMap<>();

    /** Counts those of a row that are not {@code known}, and fields of messages that have no meaning. */
    public void count(ObjectNode row, Set<String> known) {
        Set<String> unused = PreferenceForms.columns(row);
        unused.removeAll(known);
        Set<String> fields = Messages.unusedFields(row);
        fields.removeIf(field -> unused.stream().anyMatch(column -> field.startsWith(column + ".")));
        unused.addAll(fields);
        unused.forEach(column -> rows.merge(column, 1, Integer::sum));
    }

    public void add(Map<String, Integer> others) {
        others.forEach((column, count) -> rows.merge(column, count, Integer::sum));
    }

    /** By name, how many rows have it. */
    public Map<String, Integer> rows() {
        return Map.copyOf(rows);
    }

    /** For a person, such as {@code id (3 rows), source (1 row)}. */
    public static String listed(Map<String, Integer> rows) {
        return new TreeMap<>(rows)
                .entrySet().stream()
                        .map(column -> column.getKey() + " (" + column.getValue()
                                + (column.getValue() == 1 ? " row)" : " rows)"))
                        .collect(Collectors.joining(", "));
    }
}
