package dev.attune.feedback.rest;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.PackagedProcess;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.EncryptionKeys;
import dev.attune.service.testing.TestPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged service in the heap of operation: requests as large as they may be, one after the other and at once. */
class LargeRequestsIT {

    private static final String PASSWORD = "correct horse battery";
    private static final List<String> OPERATION =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
    private static final int PAIRS = 44;

    @Test
    void longTextsAreTakenOrRefusedAndNeverEndTheService() throws Exception {
        try (TestPlatform platform = TestPlatform.start()) {
            Path first = platform.directory().resolve("first-administrator");
            Map<String, String> environment = platform.environment();
            environment.put(
                    "ATTUNE_TOKEN_PRIVATE_KEY",
                    platform.keys().writePrivateKey(platform.directory()).toString());
            environment.put("ATTUNE_FIRST_ADMINISTRATOR_FILE", first.toString());
            environment.put("ATTUNE_SECRETS_KEYS", EncryptionKeys.draw());
            try (PackagedProcess service = PackagedProcess.start(OPERATION, environment)) {
                Api nobody = new Api(URI.create("http://127.0.0.1:" + service.port()), null);
                String oneTime = Files.readString(first).strip();
                nobody.as("admin", oneTime).post("/api/session/password", Map.of("current", oneTime, "next", PASSWORD));
                Api admin = nobody.as("admin", PASSWORD);
                inARow(admin);
                atOnce(admin);
                assertThat(admin.get("/q/health/ready").status()).isEqualTo(200);
            }
        }
    }

    private static void inARow(Api admin) {
        String project = project(admin);
        for (int i = 0; i < 4; i++) {
            assertThat(send(admin, project, Api.written(pairs(i))).status()).isEqualTo(200);
        }
        assertThat(settled(admin, project)).isEqualTo(4 * PAIRS);
        Answer prompts = admin.postOnce(
                "/api/projects/" + project + "/prompts",
                Map.of(
                        "prompts",
                        IntStream.range(0, 130)
                                .mapToObj(i -> Map.of("messages", List.of(Message.user(i + faces(i, 29_990)))))
                                .toList()));
        assertThat(prompts.status()).isEqualTo(200);
        Eventually.get(() -> admin.get("/api/outbox").body().path("waiting").asInt(-1), waiting -> waiting == 0);
    }

    private static void atOnce(Api admin) throws Exception {
        String project = project(admin);
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            // Written beforehand, one by one: the calls truly come at once, and this process needs no room to write
            // them.
            byte[] body = Api.written(pairs(i));
            calls.add(() -> send(admin, project, body));
        }
        int taken = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            for (Future<Answer> call : threads.invokeAll(calls)) {
                Answer answer = call.get();
                assertThat(answer.status()).isIn(Set.of(200, 503));
                if (answer.status() == 503) {
                    assertThat(answer.code()).isEqualTo("too-many-large-requests");
                }
                taken += answer.status() == 200 ? 1 : 0;
            }
        }
        assertThat(taken).isPositive();
        assertThat(settled(admin, project)).isEqualTo(taken * PAIRS);
    }

    private static Answer send(Api admin, String project, byte[] body) {
        return admin.postOnce("/api/projects/" + project + "/preferences", body);
    }

    private static Map<String, Object> pairs(int part) {
        List<Map<String, Object>> pairs = IntStream.range(part * PAIRS, part * PAIRS + PAIRS)
                .<Map<String, Object>>mapToObj(i -> Map.of(
                        "prompt", List.of(Message.user(i + "? " + faces(i, 29_990))),
                        "chosen", "a " + faces(i + 1, 29_990),
                        "rejected", "b " + faces(i + 2, 29_990)))
                .toList();
        return Map.of("format", "trl", "pairs", pairs);
    }

    private static String faces(int seed, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.appendCodePoint(0x1F600 + Math.floorMod(seed * 7 + i * 11, 64));
        }
        return text.toString();
    }

    private static int settled(Api admin, String project) {
        return admin.get("/api/projects/" + project + "/progress")
                .body()
                .path("settled")
                .asInt();
    }

    private static String project(Api admin) {
        return admin.post(
                        "/api/projects",
                        Map.of("name", UUID.randomUUID().toString(), "guidelines", "none", "ratingsPerItem", 1))
                .text("id");
    }
}
