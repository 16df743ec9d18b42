package dev.attune.feedback.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** Files are looked through, entered, and leave as they came. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class UploadIT extends ServiceFixture {

    private Api engineer;
    private String project;

    @BeforeEach
    void signIn() {
        engineer = someone("engineer");
        project = project(engineer, 1);
    }

    private static String uploads(String project) {
        return "/api/projects/" + project + "/uploads";
    }

    private String begin(String name, String kind, byte[] file) {
        Answer begun = engineer.post(uploads(project), Map.of("kind", kind, "name", name, "bytes", file.length));
        assertThat(begun.status()).isEqualTo(201);
        return begun.text("id");
    }

    private JsonNode await(String upload, String... states) {
        return Eventually.get(
                () -> engineer.get(uploads(project) + "/" + upload).body(),
                found -> List.of(states).contains(found.path("state").asText()));
    }

    private JsonNode checked(String name, String kind, byte[] file) {
        String upload = begin(name, kind, file);
        int half = file.length / 2;
        String bytes = uploads(project) + "/" + upload + "/bytes?offset=";
        assertThat(engineer.put(bytes + 0, Arrays.copyOf(file, half))
                        .body()
                        .path("received")
                        .asInt())
                .isEqualTo(half);
        engineer.put(bytes + half, Arrays.copyOfRange(file, half, file.length));
        return await(upload, "CHECKED", "FAILED");
    }

    private JsonNode entered(String name, String kind, byte[] file) {
        String upload = checked(name, kind, file).path("id").asText();
        assertThat(engineer.post(uploads(project) + "/" + upload + "/enter", null)
                        .status())
                .isEqualTo(200);
        return await(upload, "ENTERED", "FAILED");
    }

    private static byte[] lines(String... lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void fill() {
        List<Map<String, Object>> pairs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            List<Message> prompt = i % 3 == 0
                    ? List.of(
                            Message.user("Q" + i),
                            Message.assistant("A\t" + i),
                            Message.user("und, \"so\"? \uD83C\uDF31"))
                    : List.of(Message.user((i % 2 == 0 ? "[" : "") + "Question " + i + "\nwith lines"));
            Map<String, Object> pair = new LinkedHashMap<>();
            pair.put("prompt", prompt);
            pair.put("chosen", (i % 5 == 0 ? "{" : "") + "yes " + i);
            pair.put("rejected", "no " + i + ", \u0645\u0631\u062D\u0628\u0627");
            pair.put("strength", i % 7 == 0 || i % 11 == 0 ? 0 : 1 + i % 3);
            pair.put("tie", i % 7 == 0);
            pair.put("bothBad", i % 7 != 0 && i % 11 == 0);
            if (i % 4 == 0) {
                pair.put("annotator", "person " + i % 8);
                pair.put("comment", "because of\n" + i);
            }
            pairs.add(pair);
        }
        Answer answer =
                engineer.postOnce("/api/projects/" + project + "/preferences", Map.of("format", "trl", "pairs", pairs));
        assertThat(answer.body().path("imported").asInt()).isEqualTo(40);
    }

    private byte[] export(String which) {
        return engineer.bytes("/api/projects/" + project + "/exports/" + which);
    }

    @ParameterizedTest
    @ValueSource(strings = {"preference", "implicit", "hh", "unpaired"})
    void whatTheFormSaysLeavesAsItCame(String form) {
        fill();
        byte[] before = export(form);
        project = project(engineer, 1);
        JsonNode upload = entered(form + ".jsonl", "PREFERENCES", before);

        assertThat(upload.path("state").asText()).isEqualTo("ENTERED");
        assertThat(upload.path("findings").path("bad").asInt()).isZero();
        assertThat(upload.path("refused").asInt()).isZero();
        assertThat(new String(export(form), StandardCharsets.UTF_8))
                .isEqualTo(new String(before, StandardCharsets.UTF_8));
    }

    /** What was said of each pair, whatever stood first. */
    private List<String> said(boolean words) {
        return new String(export("rated"), StandardCharsets.UTF_8)
                .lines()
                .map(line -> {
                    JsonNode row = json(line);
                    JsonNode vote = row.path("votes").path(0);
                    int better = row.path("better").asInt(-1);
                    List<String> answers = StreamSupport.stream(
                                    row.path("answers").spliterator(), false)
                            .map(answer -> answer.path("text").asText())
                            .sorted()
                            .toList();
                    return row.path("prompt") + " " + answers + " "
                            + row.path("outcome").asText() + " "
                            + (better < 0
                                    ? ""
                                    : row.path("answers")
                                            .path(better)
                                            .path("text")
                                            .asText()) + " "
                            + vote.path("strength").asInt()
                            + (words ? " " + vote.path("comment").asText() : "");
                })
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet", "argilla", "rated"})
    void formsThatSayAllLoseNothing(String form) {
        fill();
        boolean words = form.equals("argilla") || form.equals("rated");
        List<String> before = said(words);
        byte[] file = export(form + "?undecided=true");
        String name = "pairs." + (form.equals("argilla") ? "json" : form.equals("rated") ? "jsonl" : form);
        project = project(engineer, 1);
        JsonNode upload = entered(name, "PREFERENCES", file);

        assertThat(upload.path("findings").path("badLines")).isEmpty();
        assertThat(upload.path("entered").asInt()).isEqualTo(40);
        assertThat(said(words)).isEqualTo(before);
    }

    @Test
    void ratedKeepsPseudonyms() {
        fill();
        List<String> before = json("[" + new String(export("rated"), StandardCharsets.UTF_8).replace("\n{", ",{") + "]")
                .findValuesAsText("annotator");
        byte[] file = export("rated");
        project = project(engineer, 1);
        entered("rated.jsonl", "PREFERENCES", file);
        List<String> after = json("[" + new String(export("rated"), StandardCharsets.UTF_8).replace("\n{", ",{") + "]")
                .findValuesAsText("annotator");
        assertThat(after).isEqualTo(before);
    }

    /** Each vote by its prompt, with what was said of each answer beside the answer. */
    private List<String> saidOfEach() {
        return new String(export("rated"), StandardCharsets.UTF_8)
                .lines()
                .map(UploadIT::json)
                .map(row -> {
                    JsonNode vote = row.path("votes").path(0);
                    List<String> each = IntStream.of(0, 1)
                            .mapToObj(answer -> row.path("answers").path(answer).path("text") + " "
                                    + vote.path("remarks").path(answer) + " "
                                    + (vote.path("correction").path("answer").asInt(-1) == answer
                                            ? vote.path("correction").path("text")
                                            : ""))
                            .sorted()
                            .toList();
                    return row.path("prompt") + " " + row.path("outcome") + " " + each;
                })
                .toList();
    }

    @Test
    void ratedKeepsScoresFlagsMarkedPartsAndCorrections() {
        byte[] file = lines(
                """
                {"prompt":[{"role":"user","content":"q1"}],"answers":["good \ud83c\udf31","bad"],"votes":[{"outcome":"decisive",\
                "better":1,"strength":2,"annotator":"ann","remarks":[{"scores":{"helpful":3},"flags":["untrue"]},\
                {"highlights":[{"start":0,"end":3,"reason":"wrong","comment":"all of it"}]}],\
                "correction":{"answer":0,"text":"best"}}]}""",
                """
                {"prompt":[{"role":"user","content":"q2"}],"answers":["one","two"],"votes":[{"outcome":"tie","strength":0,\
                "remarks":[{},{"scores":{"helpful":1,"brief":5}}],"correction":{"answer":1,"text":"three"}}]}""",
                """
                {"prompt":"q3","chosen":"short","rejected":"b","remarks":[{"highlights":[{"start":0,"end":9,"reason":"wrong"}]},{}]}""",
                "{\"prompt\":\"q4\",\"chosen\":\"a\",\"rejected\":\"b\",\"correction\":{\"answer\":0,\"text\":\"b\"}}");
        JsonNode first = entered("rated.jsonl", "PREFERENCES", file);
        assertThat(first.path("entered").asInt()).isEqualTo(2);
        assertThat(first.path("findings").path("badLines").findValuesAsText("sentence"))
                .containsExactly(
                        "A marked part ends at 9, but the answer has 5 characters.",
                        "The corrected answer is the same as one of the answers.");
        List<String> before = saidOfEach();
        assertThat(before.toString())
                .contains("\"helpful\":3", "untrue", "all of it", "\"best\"", "\"brief\":5", "\"three\"");
        byte[] left = export("rated");
        byte[] pairs = export("preference");
        project = project(engineer, 1);
        JsonNode again = entered("rated.jsonl", "PREFERENCES", left);

        assertThat(again.path("findings").path("unused")).isEmpty();
        assertThat(saidOfEach()).isEqualTo(before);
        assertThat(new String(export("preference"), StandardCharsets.UTF_8)
                        .lines()
                        .sorted())
                .containsExactlyElementsOf(new String(pairs, StandardCharsets.UTF_8)
                        .lines()
                        .sorted()
                        .toList());
    }

    @Test
    void promptsComeInAndLeave() {
        byte[] file = lines(
                "{\"prompt\":[{\"role\":\"user\",\"content\":\"one\"}]}",
                "{\"prompt\":[{\"role\":\"user\",\"content\":\"two\"}]}");
        JsonNode upload = entered("prompts.jsonl", "PROMPTS", file);
        assertThat(upload.path("entered").asInt()).isEqualTo(2);
        assertThat(export("prompt-only").length).isEqualTo(file.length);
        assertThat(entered("again.jsonl", "PROMPTS", file)
                        .path("refusals")
                        .path(0)
                        .path("sentence")
                        .asText())
                .isEqualTo("The project has this prompt already.");
    }

    @Test
    void badLinesAreNamedBeforeAnythingIsEntered() {
        JsonNode upload = checked(
                "some.jsonl",
                "PREFERENCES",
                lines(
                        "{\"prompt\":\"a\",\"chosen\":\"b\",\"rejected\":\"c\",\"id\":7}",
                        "{\"prompt\":\"a\",\"chosen\":\"b\"",
                        "{\"prompt\":\"a\",\"chosen\":\"b\",\"rejected\":\"b\"}",
                        "{\"prompt\":\"a\",\"chosen\":\" \",\"rejected\":\"b\"}",
                        "{\"prompt\":\"a\",\"completion\":\"b\",\"label\":true}"));
        JsonNode findings = upload.path("findings");
        assertThat(findings.path("good").asInt()).isEqualTo(2);
        assertThat(findings.path("answers").asInt()).isEqualTo(1);
        assertThat(findings.path("badLines").findValuesAsText("line")).containsExactly("2", "3", "4");
        assertThat(findings.path("unused").toString()).isEqualTo("{\"id\":1}");
        assertThat(findings.path("sample").path(0).toString())
                .isEqualTo("{\"line\":1,\"prompt\":\"a\",\"answers\":[\"b\",\"c\"],\"says\":\"better\"}");
        assertThat(progress(engineer, project).body().path("items").asInt()).isZero();
        assertThat(export("unpaired")).isEmpty();
    }

    @Test
    void aPieceThatIsSentTwiceChangesNothingAndAWrongOneIsRefused() {
        byte[] file = lines("{\"prompt\":\"a\",\"chosen\":\"b\",\"rejected\":\"c\"}");
        String upload = begin("f.jsonl", "PREFERENCES", file);
        String bytes = uploads(project) + "/" + upload + "/bytes?offset=";
        assertThat(engineer.put(bytes + 5, new byte[3]).body().path("detail").asText())
                .startsWith("The next piece must begin at byte 0 ");
        engineer.put(bytes + 0, Arrays.copyOf(file, 10));
        assertThat(engineer.put(bytes + 0, Arrays.copyOf(file, 10))
                        .body()
                        .path("received")
                        .asInt())
                .isEqualTo(10);
        assertThat(engineer.post(uploads(project) + "/" + upload + "/enter", null)
                        .code())
                .isEqualTo("upload-state");
        engineer.put(bytes + 10, Arrays.copyOfRange(file, 10, file.length));
        await(upload, "CHECKED");
        assertThat(engineer.delete(uploads(project) + "/" + upload).status()).isEqualTo(204);
        assertThat(engineer.get(uploads(project) + "/" + upload).code()).isEqualTo("upload-unknown");
    }

    @Test
    void whatCannotBeReadIsSaid() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(lines("{\"prompt\":\"a\",\"chosen\":\"b\",\"rejected\":\"c\"}".repeat(1000)));
        }
        byte[] cut = Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2);
        assertThat(checked("cut.jsonl.gz", "PREFERENCES", cut).path("failure").asText())
                .isEqualTo("The file cannot be read: it is compressed and ends too early.");
        JsonNode parquet = checked("x.parquet", "PREFERENCES", lines("PAR1 is not all that it takes"));
        assertThat(parquet.path("state").asText()).isEqualTo("FAILED");
        assertThat(parquet.path("failure").asText()).startsWith("The file cannot be read: it is no Parquet file");
    }
}
