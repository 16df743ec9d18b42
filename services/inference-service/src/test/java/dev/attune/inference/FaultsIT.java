package dev.attune.inference;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.PackagedService;
import dev.attune.service.testing.TestPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged service, with its native libraries, is killed amid its work. */
class FaultsIT {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int PROMPTS = 64;

    @Test
    void killedAmidCandidatesItMakesEachOnceAndServesWhatWasPromoted() throws Exception {
        try (TestPlatform platform = TestModels.platform()) {
            TestBus bus = new TestBus(platform.bootstrapServers());
            bus.send(new Promoted("production", TestModels.OLD_ADAPTER, null, "test", "p-1", Instant.now()));
            List<PromptAdded> prompts =
                    IntStream.range(0, PROMPTS).mapToObj(FaultsIT::prompt).toList();
            try (PackagedService service = start(platform)) {
                bus.send(prompts.toArray(PromptAdded[]::new));
                Eventually.holds(SOON, "the first candidates", () -> completions(bus) > 0);
                service.kill();
            }
            try (PackagedService service = start(platform)) {
                Eventually.holds(SOON, "all candidates", () -> completions(bus) >= PROMPTS);
                Map<String, Object> question = Map.of(
                        "model",
                        "production",
                        "max_tokens",
                        4,
                        "messages",
                        List.of(Map.of("role", "user", "content", "Hi")));
                assertThat(service.post("/v1/chat/completions", question).<String>path("model"))
                        .isEqualTo(TestModels.OLD_ADAPTER);
            }
            Map<String, Long> made = bus.records(Topics.COMPLETIONS).stream()
                    .collect(Collectors.groupingBy(record -> record.key(), Collectors.counting()));
            assertThat(made)
                    .hasSize(PROMPTS)
                    .allSatisfy((key, times) -> assertThat(times).isEqualTo(1));
        }
    }

    /** Small batches, so that there are many. */
    private static PackagedService start(TestPlatform platform) throws IOException {
        return PackagedService.start(
                platform,
                Map.of(
                        "ATTUNE_ARTIFACTS", TestModels.artifacts(platform).toString(),
                        "ATTUNE_CANDIDATES_MAX_NEW_TOKENS", "12",
                        "ATTUNE_CANDIDATES_BATCH", "8"),
                List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
    }

    private static int completions(TestBus bus) {
        return bus.records(Topics.COMPLETIONS).size();
    }

    private static PromptAdded prompt(int number) {
        List<Message> conversation = List.of(new Message("system", "Hi"), Message.user("Question " + number));
        return new PromptAdded("prompt-" + UUID.randomUUID(), "project", conversation, Split.TRAIN);
    }
}
