package dev.attune.policy.evaluation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.policy.evaluation.Judge.Comparison;
import dev.attune.policy.evaluation.Judge.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HttpJudgeTest {

    private static final HttpJudge.Retry QUICK = new HttpJudge.Retry(3, Duration.ofMillis(1), Duration.ofSeconds(5));

    private record Reply(int status, String body) {}

    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        server.createContext("/judge", exchange -> {
            try (exchange) {
                requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                Reply reply = replies.pop();
                byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(reply.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendsPairsAndReadsVerdicts() throws IOException {
        replies.add(new Reply(200, "{\"judge\":\"rule\",\"verdicts\":[\"FIRST\",\"TIE\"]}"));
        Judge.Judgement judgement = judge().judge(List.of(comparison("a", "b"), comparison("c", "d")));
        assertThat(judgement.judge()).isEqualTo("rule");
        assertThat(judgement.verdicts()).containsExactly(Verdict.FIRST, Verdict.TIE);
        JsonNode pair = Json.MAPPER.readTree(requests.getFirst()).path("pairs").path(1);
        assertThat(pair.path("prompt").path(0).path("content").asText()).isEqualTo("q");
        assertThat(pair.path("first").asText()).isEqualTo("c");
        assertThat(pair.path("second").asText()).isEqualTo("d");
    }

    @Test
    void triesAgainAfterAServerError() {
        replies.add(new Reply(503, ""));
        replies.add(new Reply(429, ""));
        replies.add(new Reply(200, "{\"judge\":\"rule\",\"verdicts\":[\"SECOND\"]}"));
        assertThat(judge().judge(List.of(comparison("a", "b"))).verdicts()).containsExactly(Verdict.SECOND);
        assertThat(requests).hasSize(3);
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        for (int i = 0; i < 3; i++) {
            replies.add(new Reply(500, ""));
        }
        assertFailure("judge-unreachable", "status 500");
        assertThat(requests).hasSize(3);
    }

    @Test
    void aRefusalIsFinal() {
        replies.add(new Reply(422, ""));
        assertFailure("judge-refused", "status 422");
        assertThat(requests).hasSize(1);
    }

    @Test
    void tooFewVerdictsAreRefused() {
        replies.add(new Reply(200, "{\"judge\":\"rule\",\"verdicts\":[]}"));
        assertFailure("judge-malformed", "0 verdicts for 1 pairs");
    }

    @Test
    void anUnknownVerdictIsRefused() {
        replies.add(new Reply(200, "{\"judge\":\"rule\",\"verdicts\":[\"LEFT\"]}"));
        assertFailure("judge-malformed", "LEFT");
    }

    @Test
    void manyPairsGoInSeveralRequests() {
        replies.add(new Reply(200, verdicts("FIRST", 64)));
        replies.add(new Reply(200, verdicts("SECOND", 6)));
        List<Verdict> verdicts =
                judge().judge(Collections.nCopies(70, comparison("a", "b"))).verdicts();
        assertThat(verdicts).hasSize(70).startsWith(Verdict.FIRST).endsWith(Verdict.SECOND);
    }

    private void assertFailure(String code, String part) {
        List<Comparison> comparisons = List.of(comparison("a", "b"));
        assertThatThrownBy(() -> judge().judge(comparisons))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(part);
    }

    private HttpJudge judge() {
        return new HttpJudge(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/judge"), QUICK);
    }

    private static Comparison comparison(String first, String second) {
        return new Comparison(List.of(Message.user("q")), first, second);
    }

    private static String verdicts(String verdict, int count) {
        return "{\"judge\":\"rule\",\"verdicts\":["
                + String.join(",", Collections.nCopies(count, "\"" + verdict + "\"")) + "]}";
    }
}
