package dev.attune.contracts.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table of docs/metrics.md beside what a process says at {@code /q/metrics}. */
public final class MetricsPage {

    private static final String OURS = "attune_";
    private static final String TYPE = "# TYPE ";
    private static final List<String> PARTS = List.of("_count", "_sum", "_max");

    private MetricsPage() {}

    /** The meters that the page promises of a room, such as {@code feedback}. */
    public static Set<String> promised(String room) {
        Set<String> names = new TreeSet<>();
        for (String line : lines()) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 6
                    && cells[1].strip().startsWith("`" + OURS)
                    && Arrays.asList(cells[3].strip().split(", ")).contains(room)) {
                names.add(cells[1].strip().replace("`", ""));
            }
        }
        return names;
    }

    /** Our meters in what a process says; of a summary its name, not those of its count, sum and maximum. */
    public static Set<String> told(String scrape) {
        Set<String> summaries = scrape.lines()
                .filter(line -> line.startsWith(TYPE + OURS) && line.endsWith(" summary"))
                .map(line -> line.split(" ", -1)[2])
                .collect(Collectors.toSet());
        Set<String> names = new TreeSet<>();
        scrape.lines()
                .filter(line -> line.startsWith(OURS))
                .map(line -> line.split("[{ ]", 2)[0])
                .map(name -> summaries.stream()
                        .filter(summary -> PARTS.stream().anyMatch(part -> name.equals(summary + part)))
                        .findFirst()
                        .orElse(name))
                .forEach(names::add);
        return names;
    }

    private static List<String> lines() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("docs/metrics.md"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "docs/metrics.md is not above " + Path.of("").toAbsolutePath());
        }
        try {
            return Files.readAllLines(folder.resolve("docs/metrics.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
