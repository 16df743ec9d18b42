package dev.attune.feedback.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;
import dev.attune.preference.file.PreferenceFiles;

import static org.assertj.core.api.Assertions.assertThat;

/** Thumbs of another program become answers that KTO learns from. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ThumbIT extends ServiceFixture {

    private static final String ORIGIN = "https://app.example.org";

    private Api engineer;
    private String thumbs;
    private String project;

    @BeforeEach
    void signIn() {
        engineer = someone("engineer");
        project = project(engineer, 1);
        thumbs = "/api/projects/" + project + "/thumbs";
    }

    private String unpaired() {
        return new String(engineer.bytes("/api/projects/" + project + "/exports/unpaired"), StandardCharsets.UTF_8);
    }

    @Test
    void theLastWordOfAPersonCounts() {
        Map<String, Object> up = Map.of("prompt", "How?", "answer", "So.", "good", true, "person", "u1");
        assertThat(engineer.post(thumbs, up).status()).isEqualTo(200);
        assertThat(engineer.post(thumbs, Map.of("prompt", "How?", "answer", "So.", "good", true, "person", "u2"))
                        .status())
                .isEqualTo(200);
        engineer.post(thumbs, Map.of("prompt", "How?", "answer", "So.", "good", false, "person", "u1"));
        assertThat(unpaired()).isEqualTo("""
                {"prompt":[{"role":"user","content":"How?"}],"completion":[{"role":"assistant","content":"So."}],"label":false}
                {"prompt":[{"role":"user","content":"How?"}],"completion":[{"role":"assistant","content":"So."}],"label":true}
                """);
        assertThat(queryOne(
                        "SELECT string_agg(annotator, ' ') FROM feedback.labelled_answer WHERE project_id = ?::uuid",
                        project))
                .matches("rater-[0-9a-f]{16} rater-[0-9a-f]{16}");
    }

    @Test
    void onlyPagesThatTheProjectNamesMaySendThem() {
        Answer before = nobody().send("OPTIONS", thumbs, null, "Origin", ORIGIN);
        assertThat(before.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(engineer.send("PUT", thumbs + "/origins", Map.of("origins", List.of(ORIGIN)))
                        .status())
                .isEqualTo(204);
        assertThat(engineer.get(thumbs + "/origins")
                        .body()
                        .path("origins")
                        .path(0)
                        .asText())
                .isEqualTo(ORIGIN);
        Answer asked = nobody().send("OPTIONS", thumbs, null, "Origin", ORIGIN);
        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ORIGIN);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(nobody().send("OPTIONS", thumbs, null, "Origin", "https://evil.example")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(engineer.post(thumbs, Map.of("prompt", "a", "answer", "b", "good", true), "Origin", ORIGIN)
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .hasValue(ORIGIN);
        assertThat(engineer.send("PUT", thumbs + "/origins", Map.of("origins", List.of("*")))
                        .text("detail"))
                .isEqualTo(
                        "An origin is such as https://app.example.org, without a path and in lower case; * is none.");
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThat(engineer.post(thumbs, Map.of("answer", "b", "good", true)).text("detail"))
                .isEqualTo("Say one of prompt and messages, and not both.");
        assertThat(engineer.post(thumbs, Map.of("prompt", "a", "answer", "b")).text("detail"))
                .isEqualTo("The field good is missing.");
        assertThat(engineer.post(thumbs, Map.of("prompt", "a", "answer", " ", "good", true))
                        .code())
                .isEqualTo("empty-answer");
    }

    /** The body that the page of docs/examples sends, as it stands there. */
    @Test
    void theExampleIsTaken() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "examples", "thumbs.html"));
        Matcher body = Pattern.compile("JSON\\.stringify\\(\\{ prompt: '([^']+)', answer: (\\S+), good \\}\\)")
                .matcher(page);
        assertThat(body.find()).isTrue();
        assertThat(page).contains("/api/projects/${project}/thumbs");
        assertThat(engineer.post(thumbs, Map.of("prompt", body.group(1), "answer", "Paris.", "good", true))
                        .status())
                .isEqualTo(200);
    }

    /** What docs/data.md tells other programs to send, as it stands there. */
    @Test
    void theExamplesOfThePageAreTaken() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "data.md"));
        List<String> bodies = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(bodies).hasSize(2);
        Answer imported = engineer.postOnce("/api/projects/" + project + "/preferences", bodies.getFirst());
        assertThat(imported.body().path("imported").asInt()).isEqualTo(1);
        PreferenceSettled settled =
                EventCodec.read(bodies.getLast().getBytes(StandardCharsets.UTF_8), PreferenceSettled.class);
        assertThat(PreferenceFiles.comparisonOf(settled)).isPresent();
    }
}
