package dev.attune.feedback.rest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.jerolba.carpet.CarpetReader;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.feedback.export.ExportForm;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;
import dev.attune.preference.file.PreferenceFile;
import dev.attune.preference.file.PreferenceFiles;
import dev.attune.text.Row;
import dev.attune.text.TableRows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What was imported leaves again, in every form. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ExportIT extends ServiceFixture {

    private static final List<Message> LONG = List.of(
            new Message("system", "Answer in one word."),
            Message.user("Größe?\n\"quoted\", and a comma"),
            Message.assistant("Wessen?"),
            Message.user("[of the \uD83C\uDF0D]"));
    private static final List<Message> SHORT = List.of(Message.user("What is 1 + 1?"));
    private static final List<Message> LISTED = List.of(Message.user("[1, 2]"));

    private Api engineer;
    private String project;

    @BeforeEach
    void fill() {
        engineer = someone("engineer");
        project = project(engineer, 1);
        Map<String, Object> commented = pair(SHORT, "Two.", "Three.");
        commented.put("strength", 3);
        commented.put("annotator", "ann");
        commented.put("comment", "the second is wrong");
        Map<String, Object> tie = pair(SHORT, "Two!", "2");
        tie.put("tie", true);
        Map<String, Object> bad = pair(SHORT, "Eleven.", "Ten.");
        bad.put("bothBad", true);
        Answer answer = engineer.postOnce(
                "/api/projects/" + project + "/preferences",
                Map.of(
                        "format",
                        "trl",
                        "pairs",
                        List.of(
                                pair(LONG, "12,742 km\r\n", "=big"),
                                commented,
                                tie,
                                bad,
                                pair(LISTED, "{three}", "[4]"))));
        assertThat(answer.body().path("imported").asInt()).isEqualTo(5);
        engineer.post(
                "/api/projects/" + project + "/prompts",
                Map.of(
                        "prompts",
                        List.of(Map.of("messages", List.of(Message.user("kept away")), "split", "HELD_OUT"))));
    }

    private static Map<String, Object> pair(List<Message> prompt, String chosen, String rejected) {
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put("prompt", prompt);
        pair.put("chosen", chosen);
        pair.put("rejected", rejected);
        return pair;
    }

    private String export(String which) {
        return new String(engineer.bytes("/api/projects/" + project + "/exports/" + which), StandardCharsets.UTF_8);
    }

    private List<JsonNode> lines(String which) {
        return export(which).lines().map(ExportIT::json).toList();
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void writesTrlsForms() {
        assertThat(lines("preference")).hasSize(3);
        assertThat(export("preference").lines().toList().get(1)).isEqualTo("""
                {"prompt":[{"role":"user","content":"What is 1 + 1?"}],\
                "chosen":[{"role":"assistant","content":"Two."}],"rejected":[{"role":"assistant","content":"Three."}]}""");
        assertThat(export("implicit").lines().toList().get(1)).isEqualTo("""
                {"chosen":[{"role":"user","content":"What is 1 + 1?"},{"role":"assistant","content":"Two."}],\
                "rejected":[{"role":"user","content":"What is 1 + 1?"},{"role":"assistant","content":"Three."}]}""");
        assertThat(lines("unpaired"))
                .extracting(row -> row.path("label").asBoolean())
                .containsExactly(true, false, true, false, false, false, true, false);
        assertThat(lines("prompt-completion"))
                .extracting(
                        row -> row.path("completion").path(0).path("content").asText())
                .containsExactly("12,742 km\r\n", "Two.", "{three}");
        assertThat(lines("ranked"))
                .extracting(row -> row.path("ranks").toString())
                .containsExactly("[1,2]", "[1,2]", "[1,1]", "[1,2]");
        assertThat(export("hh").lines())
                .containsExactly(
                        "{\"chosen\":\"\\n\\nHuman: What is 1 + 1?\\n\\nAssistant: Two.\","
                                + "\"rejected\":\"\\n\\nHuman: What is 1 + 1?\\n\\nAssistant: Three.\"}",
                        "{\"chosen\":\"\\n\\nHuman: [1, 2]\\n\\nAssistant: {three}\","
                                + "\"rejected\":\"\\n\\nHuman: [1, 2]\\n\\nAssistant: [4]\"}");
    }

    @Test
    void neverMixesWhatIsHeldOut() {
        assertThat(export("prompt-only")).doesNotContain("kept away").contains("What is 1 + 1?");
        assertThat(export("prompt-only?split=HELD_OUT"))
                .isEqualTo("{\"prompt\":[{\"role\":\"user\",\"content\":\"kept away\"}]}\n");
        assertThat(export("preference?split=HELD_OUT")).isEmpty();
    }

    @Test
    void tellsEachRatingWithItsProvenance() {
        JsonNode row = lines("rated").get(1);
        JsonNode vote = row.path("votes").path(0);
        assertThat(row.path("answers")
                        .path(row.path("better").asInt())
                        .path("text")
                        .asText())
                .isEqualTo("Two.");
        assertThat(row.path("answers").path(0).path("checkpointId").asText()).isEqualTo("import:trl");
        assertThat(vote.path("comment").asText()).isEqualTo("the second is wrong");
        assertThat(vote.path("annotator").asText()).startsWith("rater-");
        assertThat(vote.path("strength").asInt()).isEqualTo(3);
        assertThat(vote.path("source").asText()).isEqualTo("import:trl");
        assertThat(lines("rated"))
                .extracting(each -> each.path("outcome").asText())
                .containsExactly("decisive", "decisive", "tie", "both_bad", "decisive");
        JsonNode argilla = json(export("argilla"));
        assertThat(argilla).hasSize(5);
        assertThat(argilla.path(1)
                        .path("responses")
                        .path("comment")
                        .path(0)
                        .path("value")
                        .asText())
                .isEqualTo("the second is wrong");
        assertThat(argilla.path(2)
                        .path("responses")
                        .path("preference")
                        .path(0)
                        .path("value")
                        .asText())
                .isEqualTo("tie");
    }

    @Test
    void writesTables() throws IOException {
        Path csv = file(engineer.bytes(path("csv?undecided=true")));
        List<Row> rows = new ArrayList<>();
        TableRows.read(csv, TableRows.Form.COMMAS, StandardCharsets.UTF_8, rows::add);
        assertThat(rows).hasSize(5).allSatisfy(row -> assertThat(row).isInstanceOf(Row.Good.class));
        JsonNode first = ((Row.Good) rows.getFirst()).json();
        assertThat(json(first.path("prompt").asText())).hasSize(4);
        assertThat(first.path("chosen").asText()).isEqualTo("12,742 km\r\n");
        assertThat(((Row.Good) rows.get(2)).json().path("outcome").asText()).isEqualTo("tie");

        Path parquet = file(engineer.bytes(path("parquet")));
        List<Map<String, Object>> pairs = new ArrayList<>();
        for (Object row : new CarpetReader<>(parquet.toFile(), Map.class)) {
            pairs.add(Json.MAPPER.convertValue(row, Json.MAP));
        }
        assertThat(pairs).hasSize(3);
        assertThat(Objects.requireNonNull(pairs.get(2).get("prompt")))
                .isEqualTo(List.of(Map.of("role", "user", "content", "[1, 2]")));
    }

    private static Path file(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("export", ".csv");
        file.toFile().deleteOnExit();
        return Files.write(file, bytes);
    }

    private String path(String which) {
        return "/api/projects/" + project + "/exports/" + which;
    }

    @Test
    void theSameDataIsTheSameBytes() throws IOException {
        for (ExportForm form : ExportForm.values()) {
            byte[] file = engineer.bytes(path(form.text()));
            JsonNode manifest = engineer.get(path(form.text() + "/manifest")).body();
            assertThat(engineer.bytes(path(form.text()))).as(form.text()).isEqualTo(file);
            JsonNode train = manifest.path("files").path(0);
            assertThat(train.path("sha256").asText()).isEqualTo(Sha256.of(file));
            assertThat(train.path("bytes").asLong()).isEqualTo(file.length);
            byte[] zip = engineer.bytes(path(form.text() + "/bundle"));
            assertThat(engineer.bytes(path(form.text() + "/bundle"))).isEqualTo(zip);
            Map<String, byte[]> entries = entries(zip);
            assertThat(entries.get(train.path("path").asText())).isEqualTo(file);
            assertThat(json(new String(Objects.requireNonNull(entries.get("manifest.json")), StandardCharsets.UTF_8)))
                    .isEqualTo(manifest);
            assertThat(new String(Objects.requireNonNull(entries.get("README.md")), StandardCharsets.UTF_8))
                    .isEqualTo(new String(engineer.bytes(path(form.text() + "/card")), StandardCharsets.UTF_8))
                    .startsWith("---\npretty_name: \"project ");
        }
    }

    private static Map<String, byte[]> entries(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    @Test
    void whatLeavesIsWhatTrainersRead() throws IOException {
        for (ExportForm form : List.of(ExportForm.PREFERENCE, ExportForm.IMPLICIT, ExportForm.RANKED)) {
            Path file = file(engineer.bytes(path(form.text())));
            PreferenceFile read = PreferenceFiles.read(file);
            assertThat(read.badLines()).isEmpty();
            assertThat(read.pairs()).hasSize(3);
            assertThat(read.pairs().getFirst().prompt()).isEqualTo(LONG);
            assertThat(read.pairs().getFirst().chosen()).isEqualTo("12,742 km\r\n");
        }
        Path labels = file(engineer.bytes(path("unpaired")));
        assertThat(PreferenceFiles.readAnswers(labels).answers()).hasSize(8);
    }

    /** Half of the rows must not look like all of them. They are far more than all buffers on the way hold. */
    @ParameterizedTest
    @ValueSource(strings = {"preference", "preference/bundle"})
    void whatBreaksOffIsNoWholeFile(String which) throws IOException {
        sql("""
                INSERT INTO feedback.prompt (id, project_id, messages, fingerprint, split, created_at)
                SELECT gen_random_uuid(), CAST(? AS uuid), '[{"role":"user","content":"' || g || '"}]', 'many' || g, 'TRAIN', now()
                FROM generate_series(1, 2000) g
                """, project);
        sql("""
                INSERT INTO feedback.item (id, project_id, prompt_id, first_candidate_id, second_candidate_id,
                    first_candidate, second_candidate, ratings_per_item, accepted, created_at)
                SELECT gen_random_uuid(), p.project_id, p.id, 'a', 'b',
                    replace(i.first_candidate, 'Eleven.', repeat(md5(p.id::text), 1200)), i.second_candidate, 1, 1, now()
                FROM feedback.prompt p, feedback.item i
                WHERE p.project_id = CAST(? AS uuid) AND p.fingerprint LIKE 'many%' AND i.project_id = p.project_id
                    AND i.first_candidate LIKE '%Eleven.%'
                UNION ALL
                SELECT gen_random_uuid(), p.project_id, p.id, 'a', 'b',
                    i.first_candidate, replace(i.second_candidate, 'Eleven.', repeat(md5(p.id::text), 1200)), 1, 1, now()
                FROM feedback.prompt p, feedback.item i
                WHERE p.project_id = CAST(? AS uuid) AND p.fingerprint LIKE 'many%' AND i.project_id = p.project_id
                    AND i.second_candidate LIKE '%Eleven.%'
                """, project, project);
        sql("""
                INSERT INTO feedback.rating (id, item_id, project_id, account_id, verdict, strength, left_first,
                    dwell_millis, source, rated_at)
                SELECT gen_random_uuid(), i.id, i.project_id, (SELECT id FROM feedback.account LIMIT 1), 'LEFT', 1, true, 0,
                    'page', now()
                FROM feedback.item i WHERE i.project_id = CAST(? AS uuid) AND i.first_candidate_id = 'a'
                """, project);
        try (InputStream file = engineer.open(path(which))) {
            assertThat(file.readNBytes(1000)).hasSize(1000);
            assertThat(queryOne(
                            "SELECT count(pg_terminate_backend(pid))::text FROM pg_stat_activity"
                                    + " WHERE query LIKE ? AND state <> 'idle' AND pid <> pg_backend_pid()",
                            "%FROM feedback.item i%JOIN feedback.prompt p%"))
                    .isEqualTo("1");
            assertThatThrownBy(file::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(engineer.get(path("xml")).body().path("detail").asText())
                .startsWith("There is no form xml; use preference");
        assertThat(engineer.get(path("hh?split=train")).text("detail"))
                .isEqualTo("split must be TRAIN or HELD_OUT but is train.");
        assertThat(engineer.get(path("hh?since=yesterday")).code()).isEqualTo("invalid-request");
        assertThat(engineer.get(path("hh?open=yes")).code()).isEqualTo("invalid-request");
        assertThat(someone("annotator").get(path("hh")).status()).isEqualTo(403);
    }

    @Test
    void tellsWhatThereIs() {
        JsonNode offered = engineer.get("/api/projects/" + project + "/exports").body();
        assertThat(offered.path("sizes").toString())
                .isEqualTo("{\"settled\":5,\"open\":0,\"prompts\":4,\"heldOut\":1,\"answers\":0}");
        assertThat(offered.path("forms")).hasSize(ExportForm.values().length);
        assertThat(export("preference?since=2999-01-01T00:00:00Z")).isEmpty();
    }
}
