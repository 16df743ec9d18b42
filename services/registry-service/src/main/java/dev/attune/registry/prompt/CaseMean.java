package dev.attune.registry.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A case's mean over its repeats.
 *
 * @param score the mean score
 * @param passes the share of repeats that passed
 */
record CaseMean(String key, String title, double score, double passes) {

    /** One for each case that was checked, in the order of the rows. */
    static List<CaseMean> of(List<RowScore> rows) {
        Map<String, List<RowScore>> cases = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> row.state().isChecked())
                .forEach(row -> cases.computeIfAbsent(row.caseKey(), _ -> new ArrayList<>())
                        .add(row));
        return cases.entrySet().stream()
                .map(one -> of(one.getKey(), one.getValue()))
                .toList();
    }

    private static CaseMean of(String key, List<RowScore> repeats) {
        double score = repeats.stream().mapToDouble(RowScore::score).average().orElseThrow();
        long passed = repeats.stream()
                .filter(row -> row.state() == RunRow.State.PASSED)
                .count();
        return new CaseMean(key, repeats.getFirst().title(), score, (double) passed / repeats.size());
    }

    /** Whether more than half of the repeats passed. */
    boolean passed() {
        return passes > 0.5;
    }
}
