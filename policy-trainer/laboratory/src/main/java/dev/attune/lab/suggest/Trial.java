package dev.attune.lab.suggest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.attune.lab.suite.Suite;
import dev.attune.lab.suite.SuitePrompt;
import dev.attune.lab.workbench.Comparison;
import dev.attune.lab.workbench.RunRow;

/** Suggestions beside the prompt that failed, on the same suite. */
public final class Trial {

    private final SuitePrompt start;
    private final List<Suggestion> suggestions;

    /** @param start the prompt that failed */
    public Trial(SuitePrompt start, List<Suggestion> suggestions) {
        this.start = start;
        this.suggestions = List.copyOf(suggestions);
    }

    /** The suite with these prompts in place of its own. */
    public Suite of(Suite suite) {
        List<SuitePrompt> prompts = new ArrayList<>(List.of(start));
        suggestions.forEach(one -> prompts.add(SuitePrompt.of(one.label(), one.turns())));
        return suite.withPrompts(prompts);
    }

    /** Each suggestion against the start, by its label, on the cases that it does not show as examples. */
    public Map<String, Comparison> compare(List<RunRow> rows) {
        Map<String, Comparison> all = new LinkedHashMap<>();
        for (Suggestion one : suggestions) {
            all.put(one.label(), Comparison.of(rowsOf(rows, start.label(), one), rowsOf(rows, one.label(), one)));
        }
        return all;
    }

    private static List<RunRow> rowsOf(List<RunRow> rows, String prompt, Suggestion but) {
        return rows.stream()
                .filter(row -> row.prompt().equals(prompt) && !but.shown().contains(row.number()))
                .toList();
    }
}
