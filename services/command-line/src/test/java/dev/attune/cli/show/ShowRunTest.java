package dev.attune.cli.show;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import dev.attune.worker.folder.SampledAnswer;
import dev.attune.worker.folder.StepLines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ShowRunTest {

    @TempDir
    Path folder;

    private final StringWriter text = new StringWriter();

    @BeforeEach
    void write() {
        Path run = folder.resolve("policy/run");
        for (int step = 1; step <= 11; step++) {
            StepLines.progress(run).append(step, Map.of("score", step / 4.0, "kl", step == 3 ? Double.NaN : 0.0001));
        }
        StepLines samples = StepLines.samples(run);
        samples.append(
                10,
                Map.of(
                        "source",
                        "HELD_OUT",
                        "prompt",
                        "Why is\nthe sky blue?",
                        "answer",
                        "<Light>",
                        "reward",
                        1.5,
                        "parts",
                        Map.of("gold", -2.0)));
        samples.append(11, Map.of("source", "ROLLOUT", "prompt", "p", "answer", "a", "reward", 0.5, "parts", Map.of()));
    }

    @Test
    void metricsAreRowsAndSomeStepsAreColumns() {
        tables().metrics(record().metrics());
        assertThat(text.toString().lines().map(line -> line.trim().replaceAll(" +", " ")))
                .containsExactly(
                        "metric step 1 step 3 step 5 step 7 step 9 step 11",
                        "kl 1.00e-04 - 1.00e-04 1.00e-04 1.00e-04 1.00e-04",
                        "score 0.2500 0.7500 1.2500 1.7500 2.2500 2.7500");
    }

    @Test
    void theLastEvaluationsAnswersAreShownWithTheirRewards() {
        tables().answers(record().answers(Optional.empty(), 8));
        assertThat(text.toString())
                .contains("Answers of step 10 to held-out prompts")
                .contains("1.5000  Why is the sky blue?")
                .contains("<Light>  (gold -2.0000)");
    }

    @Test
    void theAnswersOfAnotherStepCanBeAskedFor() {
        assertThat(record().answers(Optional.of(11), 8))
                .isEqualTo(
                        Map.of(11, List.of(new SampledAnswer(SampledAnswer.Source.ROLLOUT, "p", "a", 0.5, Map.of()))));
        assertThat(record().answers(Optional.of(4), 8)).isEmpty();
    }

    @Test
    void theCurvesAreSvgWithAPanelForEachMetric() throws Exception {
        String svg = RunPlot.svg("policy & <co>", record().metrics());
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getElementsByTagName("g").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("text").item(0).getTextContent())
                .isEqualTo("policy & <co>");
        Element score = (Element) document.getElementsByTagName("polyline").item(1);
        // Eleven steps from x 12 to 268, values from the panel's floor (128) to its top (34).
        assertThat(score.getAttribute("points"))
                .startsWith("12.0,128.0 37.6,118.6 ")
                .endsWith(" 268.0,34.0");
        Element kl = (Element) document.getElementsByTagName("polyline").item(0);
        assertThat(kl.getAttribute("points").split(" ")).hasSize(10);
    }

    @Test
    void aRunIsFoundByItsFolderOrItsName() {
        Path runs = folder.resolve("policy");
        assertThat(RunRecord.find(folder.resolve("policy/run").toString(), runs).metrics())
                .hasSize(2);
        assertThat(RunRecord.find("run", runs).metrics()).hasSize(2);
        assertThatThrownBy(() -> RunRecord.find("walk", runs)).hasMessageContaining("There is no run walk");
    }

    private RunRecord record() {
        return RunRecord.find(folder.resolve("policy").toString(), folder);
    }

    private RunTables tables() {
        return new RunTables(new PrintWriter(text, true), 40);
    }
}
