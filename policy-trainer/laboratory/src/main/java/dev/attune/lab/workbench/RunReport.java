package dev.attune.lab.workbench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.attune.lab.measure.Measured;

/** A run for people: the summaries, then every case with all of its answers beside each other. */
public final class RunReport {

    private RunReport() {}

    /** A few lines for a terminal. */
    public static String lines(List<RunSummary> summaries, List<RunRow> rows) {
        StringBuilder text = new StringBuilder();
        for (RunSummary one : summaries) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s | %s: %d passed, %d failed%s%s; score %s%n",
                    one.prompt(),
                    one.provider(),
                    one.passed(),
                    one.failed(),
                    one.skipped() > 0 ? ", " + one.skipped() + " skipped" : "",
                    one.unchecked() > 0 ? ", " + one.unchecked() + " unchecked" : "",
                    number(one.score())));
        }
        RunSummary.failures(rows, 5).forEach(sentence -> text.append(sentence).append(System.lineSeparator()));
        return text.toString();
    }

    static String markdown(List<RunSummary> summaries, List<RunRow> rows) {
        StringBuilder text =
                new StringBuilder("# Results\n\n| prompt | provider | passed | failed | skipped | unchecked |"
                        + " pass rate | score |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (RunSummary one : summaries) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %d | %d | %d | %s | %s |%n",
                    cell(one.prompt()),
                    cell(one.provider()),
                    one.passed(),
                    one.failed(),
                    one.skipped(),
                    one.unchecked(),
                    number(one.passRate()),
                    number(one.score())));
        }
        List<String> failures = RunSummary.failures(rows, 10);
        if (!failures.isEmpty()) {
            text.append("\nWhat fails most:\n\n");
            failures.forEach(
                    sentence -> text.append("- ").append(cell(sentence)).append(".\n"));
        }
        Map<Integer, List<RunRow>> cases =
                rows.stream().collect(Collectors.groupingBy(RunRow::number, LinkedHashMap::new, Collectors.toList()));
        cases.forEach((number, answers) -> {
            text.append("\n## Case ")
                    .append(number)
                    .append(": ")
                    .append(cell(answers.getFirst().title()))
                    .append("\n\n");
            answers.forEach(row -> text.append(row(row)));
        });
        return text.toString();
    }

    private static String row(RunRow row) {
        String said = row.error().isEmpty() ? row.output() : row.error();
        return "- **" + row.state().name().toLowerCase(Locale.ROOT) + "** " + cell(row.prompt()) + ", "
                + cell(row.provider())
                + (row.repeat() > 1 ? ", repeat " + row.repeat() : "")
                + (row.reason().isEmpty() ? "" : ": " + cell(row.reason()))
                + "\n\n" + said.lines().map(line -> "      " + line).collect(Collectors.joining("\n")) + "\n\n";
    }

    private static String number(Measured measured) {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", measured.value(), measured.low(), measured.high());
    }

    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|").strip();
    }
}
