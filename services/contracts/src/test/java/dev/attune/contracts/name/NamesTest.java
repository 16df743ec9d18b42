package dev.attune.contracts.name;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent.CancelRequested;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NamesTest {

    private static final Path ROOT = Path.of("root").toAbsolutePath();

    static Stream<String> illegal() {
        return Stream.of(
                "/home/u/.local",
                "..",
                ".",
                "../x",
                "a/../b",
                "a/b",
                "a\\b",
                "C:\\x",
                "Run-1",
                "run_1",
                "run.1",
                "run 1",
                " run",
                "run\n",
                "run\u0000",
                "run%2e%2e",
                "%2e%2e%2f",
                "~root",
                "rün",
                "run\u202e",
                "１",
                "a".repeat(81));
    }

    @ParameterizedTest
    @MethodSource("illegal")
    void whatIsNoNameIsRefusedInOneSentenceWithoutControlCharacters(String text) {
        assertThat(Names.isName(text)).isFalse();
        assertThatThrownBy(() -> new RunId(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("runId must be 1 to 80 of the characters a-z, 0-9 and - but is \"[\\x20-\\x7e]*\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void aBlankNameIsMissing(String text) {
        assertThatThrownBy(() -> new RunId(text)).hasMessage("runId is missing or blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "-", "--help", "ppo-1f2e3d4c5b6a", "evaluate-adapter-0123456789abcdef"})
    void whatIsANameIsKept(String text) {
        assertThat(new RunId(text).text()).isEqualTo(text);
        assertThat(new RunId("a".repeat(80)).text()).hasSize(80);
    }

    @Test
    void inJsonItIsItsText() throws JsonProcessingException {
        assertThat(Json.text(new RunId("run-1"))).isEqualTo("\"run-1\"");
        assertThat(Json.MAPPER.readValue("\"run-1\"", RunId.class)).isEqualTo(new RunId("run-1"));
        assertThatThrownBy(() -> Json.MAPPER.readValue("\"../x\"", RunId.class))
                .isInstanceOfSatisfying(
                        JsonProcessingException.class,
                        e -> assertThat(Json.sentence(e)).contains("runId must be 1 to 80"));
    }

    @ParameterizedTest
    @MethodSource("illegal")
    void noEventTakesIt(String text) {
        Instant now = Instant.EPOCH;
        List<Function<String, Object>> makers = List.of(
                id -> new CancelRequested(id, null),
                id -> new RunStarted(id, "ppo", Map.of(), List.of(), now),
                id -> new RunStarted("run", "ppo", Map.of(), List.of(id), now),
                id -> new RunFinished("run", "ppo", id, Map.of(), 1, 1, now),
                id -> new Promoted(id, "base-1", null, "why", "me", now),
                id -> new Promoted("production", id, null, "why", "me", now),
                id -> new Promoted("production", "base-1", id, "why", "me", now),
                id -> new PromptAdded("p", id, List.of(Message.user("hi")), Split.TRAIN),
                id -> new Lineage(id, "ppo", List.of(), List.of(), 0, Map.of(), "v", "m"),
                id -> new Lineage("run", "ppo", List.of(id), List.of(), 0, Map.of(), "v", "m"));
        for (Function<String, Object> maker : makers) {
            assertThat(maker.apply("fine-1")).isNotNull();
            assertThatThrownBy(() -> maker.apply(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be 1 to 80");
        }
    }

    @Test
    void onTheBusItIsAnInvalidEvent() {
        byte[] json = "{\"runId\":\"../../x\"}".getBytes(StandardCharsets.UTF_8);
        Class<? extends Event> type = CancelRequested.class;
        assertThatThrownBy(() -> EventCodec.read(json, type))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("runId must be 1 to 80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "..", ".", "", "a/../..", "../root-beside", "a\u0000b"})
    void nothingLeavesItsFolder(String relative) {
        assertThatThrownBy(() -> Inside.of(ROOT, relative))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("path-outside"));
    }

    @Test
    void whatStaysInsideIsFound() {
        assertThat(Inside.of(ROOT, "a/../b/c")).isEqualTo(ROOT.resolve("b/c"));
        assertThat(Inside.of(Path.of("root"), "run-1")).isEqualTo(Path.of("root/run-1"));
        assertThat(Inside.of(Path.of("."), "run-1")).isEqualTo(Path.of("run-1"));
    }
}
