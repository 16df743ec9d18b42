package dev.attune.cli.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.json.Json;
import dev.attune.judgement.choice.Strategy;
import dev.attune.judgement.study.PlantedCare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StudyCommandsTest {

    @TempDir
    Path folder;

    @Test
    void winnersAndLosersAreReadAsPairsWithLabels() throws IOException {
        Path file = Files.writeString(folder.resolve("pairs.csv"), "a,b\nb,a\na,c\n");

        ComparisonSet set = ComparisonFiles.ids(file);

        assertThat(set.features()).isEqualTo(3);
        assertThat(set.labels()).isEqualTo(3);
        assertThat(set.comparisons()).hasSize(2);
        assertThat(set.comparisons().getFirst().firstWon()).containsExactly(true, false);
    }

    @Test
    void aFolderOfTablesIsOneSet() throws IOException {
        Files.writeString(folder.resolve("one.csv"), "#id\tlabel\ta1\ta2\nx1_x2\ta2\tOne.\tTwo.\n");
        Files.writeString(folder.resolve("two.csv"), "#id\tlabel\ta1\ta2\ny1_y2\ta1\tOne.\tTwo.\n");

        ComparisonSet set = ComparisonFiles.ids(folder);

        assertThat(set.comparisons()).hasSize(2);
        assertThat(set.comparisons().getFirst().firstWon()).containsExactly(false);
    }

    @Test
    void aLineThatComparesNothingIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("pairs.csv"), "a,b\na,a\n");

        assertThatThrownBy(() -> ComparisonFiles.ids(file)).hasMessageContaining("pairs.csv line 2");
    }

    @Test
    void textsBecomeWordsAndWhoWonIsNotToldByTheOrder() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            lines.append("{\"prompt\": \"Question %d?\", \"chosen\": \"Yes, %d.\", \"rejected\": \"No, never %d.\"}\n"
                    .formatted(i, i, i));
        }
        Path file = Files.writeString(folder.resolve("pairs.jsonl"), lines);

        ComparisonSet set = ComparisonFiles.texts(file, new PrintWriter(new StringWriter()));

        long firstWon = set.comparisons().stream()
                .filter(comparison -> comparison.firstWon().getFirst())
                .count();
        assertThat(firstWon).isBetween(8L, 32L);
    }

    @Test
    void aStudyGivesARowForEachStrategyAndAPicture() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int winner = 1; winner < 20; winner++) {
            for (int loser = 0; loser < winner; loser++) {
                lines.append("%d,%d\n".formatted(winner, loser));
            }
        }
        Path file = Files.writeString(folder.resolve("pairs.csv"), lines);
        List<ChoiceRow> rows = new java.util.ArrayList<>();

        new ChoiceStudy(2, 0.5, 0.1).run(ComparisonFiles.ids(file), List.of(Strategy.INFORMATION), rows::add);
        StudyPlots.choice(rows, folder.resolve("plots/choice.png"));

        assertThat(rows).extracting(ChoiceRow::strategy).containsExactly(Strategy.RANDOM, Strategy.INFORMATION);
        assertThat(rows.getFirst().ratio()).isEqualTo(1);
        assertThat(rows.getLast().accuracy()).isGreaterThan(0.6);
        assertThat(Json.MAPPER.writeValueAsString(rows.getLast())).contains("\"row\":\"labels-needed\"");
        assertThat(folder.resolve("plots/choice.png")).isNotEmptyFile();
    }

    @Test
    void checksGiveARowWithIntervalsAndAPicture() throws IOException {
        List<CheckRow> rows = List.of(
                CheckRow.of(0, List.of(PlantedCare.run(0, 1), PlantedCare.run(0, 2))),
                CheckRow.of(24, List.of(PlantedCare.run(24, 1), PlantedCare.run(24, 2))));
        StudyPlots.checks(rows, folder.resolve("checks.png"));

        assertThat(rows.getFirst().coins()).isZero();
        assertThat(rows.getLast().hinted()).isGreaterThan(rows.getFirst().hinted());
        assertThat(rows.getLast().careful().low()).isZero();
        assertThat(rows.getLast().careful().high()).isBetween(0.01, 0.3);
        assertThat(Json.MAPPER.writeValueAsString(rows.getLast())).contains("\"row\":\"planted-care\"");
        assertThat(folder.resolve("checks.png")).isNotEmptyFile();
    }
}
