package dev.attune.policy.data;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.attune.preference.file.BadLine;
import dev.attune.preference.file.PreferenceFile;
import dev.attune.preference.file.PreferenceFiles;
import dev.attune.text.testing.OddFile;
import dev.attune.text.testing.OddFile.Seen;

/** Every reader of the trainers before the same odd files. */
class OddFilesTest {

    private static final Pattern LINE = Pattern.compile("^Line (\\d+) of ");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(OddFile.class)
    void demonstrations(OddFile odd) {
        List<String> rows = rows("{\"prompt\":\"Q%d\",\"completion\":\"A\"}");
        odd.check(folder, rows, "messages", file -> {
            DemonstrationFile read = DemonstrationFile.read(file);
            return new Seen(read.demonstrations().size(), lines(read.rejected()));
        });
    }

    @ParameterizedTest
    @EnumSource(OddFile.class)
    void prompts(OddFile odd) {
        odd.check(folder, rows("{\"prompt\":\"Q%d\"}"), "messages", file -> {
            PromptFile read = PromptFile.read(file);
            return new Seen(read.prompts().size(), lines(read.rejected()));
        });
    }

    @ParameterizedTest
    @EnumSource(OddFile.class)
    void preferences(OddFile odd) {
        List<String> rows = rows("{\"prompt\":\"Q%d\",\"chosen\":\"a\",\"rejected\":\"b\"}");
        odd.check(folder, rows, "answers", file -> seen(PreferenceFiles.read(file)));
    }

    @ParameterizedTest
    @EnumSource(OddFile.class)
    void answersWithLabels(OddFile odd) {
        List<String> rows = rows("{\"prompt\":\"Q%d\",\"completion\":\"a\",\"label\":true}");
        odd.check(folder, rows, "chosen", file -> seen(PreferenceFiles.readAnswers(file)));
    }

    private static Seen seen(PreferenceFile read) {
        return new Seen(
                read.pairs().size() + read.answers().size(),
                read.badLines().stream().map(BadLine::line).toList());
    }

    private static List<Integer> lines(List<String> sentences) {
        return sentences.stream()
                .map(LINE::matcher)
                .filter(Matcher::find)
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
    }

    private static List<String> rows(String form) {
        return List.of(form.formatted(1), form.formatted(2), form.formatted(3));
    }
}
