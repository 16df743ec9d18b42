package dev.attune.cli.data;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.preference.file.BadLine;
import dev.attune.text.testing.OddFile;
import dev.attune.text.testing.OddFile.Seen;

/** What import reads, before the odd files that every reader meets. */
class OddFilesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(OddFile.class)
    void preferences(OddFile odd) {
        List<String> rows = rows("{\"prompt\":\"Q%d\",\"chosen\":\"a\",\"rejected\":\"b\"}");
        odd.check(folder, rows, "itemId", file -> seen(PreferenceLines.read(file)));
    }

    @ParameterizedTest
    @EnumSource(OddFile.class)
    void prompts(OddFile odd) {
        odd.check(folder, rows("{\"prompt\":\"Q%d\"}"), "messages", file -> seen(PromptLines.read(file, 0)));
    }

    private static Seen seen(ImportFile read) {
        return new Seen(
                read.lines().size(), read.badLines().stream().map(BadLine::line).toList());
    }

    private static List<String> rows(String form) {
        return List.of(form.formatted(1), form.formatted(2), form.formatted(3));
    }
}
