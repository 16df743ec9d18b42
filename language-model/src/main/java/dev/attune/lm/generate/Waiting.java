package dev.attune.lm.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.attune.lm.rows.ResidentAdapter;

/** The rows that have not begun, those with the same prompt and adapter together, handed out to whoever has room. */
final class Waiting {
    /** What rows must share for the same keys and values. */
    private record Beginning(List<Integer> prompt, ResidentAdapter adapter) {}

    private final Deque<List<Row>> groups = new ArrayDeque<>();

    /** No group is larger than {@code most}. */
    Waiting(List<Row> rows, int most) {
        Map<Beginning, List<Row>> byPrompt = new LinkedHashMap<>();
        for (Row row : rows) {
            List<Integer> prompt = Arrays.stream(row.request().prompt()).boxed().toList();
            byPrompt.computeIfAbsent(new Beginning(prompt, row.request().adapter()), key -> new ArrayList<>())
                    .add(row);
        }
        for (List<Row> group : byPrompt.values()) {
            for (int start = 0; start < group.size(); start += most) {
                groups.add(List.copyOf(group.subList(start, Math.min(group.size(), start + most))));
            }
        }
    }

    /** The next groups that fit into {@code room} rows; of one that is too large its first rows, if nothing else fits. */
    synchronized List<List<Row>> take(int room, boolean evenInPart) {
        List<List<Row>> taken = new ArrayList<>();
        int left = room;
        while (!groups.isEmpty() && groups.peek().size() <= left) {
            List<Row> group = groups.remove();
            taken.add(group);
            left -= group.size();
        }
        if (taken.isEmpty() && evenInPart && !groups.isEmpty()) {
            List<Row> group = groups.remove();
            groups.addFirst(group.subList(room, group.size()));
            taken.add(group.subList(0, room));
        }
        return taken;
    }
}
