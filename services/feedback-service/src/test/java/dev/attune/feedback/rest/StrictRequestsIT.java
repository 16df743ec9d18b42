package dev.attune.feedback.rest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients really send: each is the caller's mistake, said in a sentence, and never the server's. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class StrictRequestsIT extends ServiceFixture {

    @TestHTTPResource("/")
    URI root;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"x\",\"ratingsPerItem\":2.9}",
                "{\"name\":\"x\",\"ratingsPerItem\":\"2\"}",
                "{\"name\":\"x\",\"ratingsPerItem\":true}",
                "{\"name\":\"x\",\"ratingsPerItem\":1e400}",
                "{\"name\":\"x\",\"ratingsPerItem\":99999999999}",
                "{\"name\":5}",
                "{\"name\":true}",
                "{\"name\":[\"x\"]}",
                "{\"name\":\"x\",\"annotators\":0}",
                "{\"name\":\"x\",\"annotators\":\"\"}",
                "{\"name\":\"x\",\"annotators\":\"0\"}",
                "{\"name\":\"x\",\"name\":\"y\"}",
                "{\"name\":\"x\"} {\"name\":\"y\"}",
                "{\"name\":\"x\",\"guide\":\"y\"}",
                "{\"name\":\"nul\\u0000\"}",
                "{\"name\":\"half \\ud800\"}",
                "{\"half \\ud800\":1}",
                "{\"name\":\"x\",\"guidelines\":\"half \\udc00\"}",
                "{\"name\":null}",
                "[]",
                "null",
                "\"name\"",
                "7",
                "",
                "{\"name\":NaN}",
                "\ufeff"
            })
    void refusesWhatIsNotExactlyAProject(String body) {
        Answer answer = administrator().post("/api/projects", body);

        assertThat(answer.status()).as(body).isEqualTo(400);
        assertThat(answer.code()).as(body).isNotBlank();
    }

    @Test
    void refusesNestingWithoutEnd() {
        assertThat(administrator().post("/api/projects", "[".repeat(50_000)).status())
                .isEqualTo(400);
        String deep = "{\"name\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        assertThat(administrator().post("/api/projects", deep).status()).isEqualTo(400);
    }

    @Test
    void oneBadLineLosesNoOther() {
        String project = project(administrator(), 1);
        String body = """
                {"prompts": [
                  {"messages": [{"role": "user", "content": "good"}]},
                  null,
                  {"messages": [null]},
                  {"messages": null},
                  {"messages": [{"role": "user", "content": null}]},
                  {"messages": [{"role": "user", "content": 5}]},
                  {"messages": [{"role": "user", "content": "nul \\u0000"}]},
                  {"messages": [{"role": "user", "content": "half \\ud83d"}]},
                  {"messages": [{"role": "user", "content": "x"}], "split": 1},
                  {"messages": [{"role": "user", "content": "x"}], "odd \\ud83d": 1},
                  {"messages": "x"},
                  7,
                  "x",
                  [],
                  {"messages": [{"role": "user", "content": "good, too \\ud83d\\ude00"}]}
                ]}
                """;
        Answer first = administrator()
                .post("/api/projects/" + project + "/prompts", body, "Idempotency-Key", "half a character " + project);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().path("added").asInt()).isEqualTo(2);
        assertThat(first.body().path("rejected").findValuesAsText("index"))
                .isEqualTo(IntStream.range(1, 14).mapToObj(String::valueOf).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/session/",
                "POST /api/session//",
                "DELETE /api/session/",
                "GET /api/session/",
                "GET /api//projects",
                "GET //api/projects",
                "GET /api/projects/",
                "GET /api/projects/%00",
                "GET /api/projects/nobody",
                "GET /api/projects/%2e%2e%2f",
                "GET /api/projects/%",
                "GET /api/projects/%zz",
                "GET /api/projects/%ff%fe",
                "GET /api/projects?x=%00",
                "GET /api/audit?limit=x",
                "GET /api/audit?limit=99999999999999999999",
                "GET /api/audit?limit=0",
                "GET /api/audit?after=%00",
                "PATCH /api/accounts/%00",
                "PATCH /api/accounts/" + "{}",
                "DELETE /api/ratings/nobody",
                "DELETE /api/ratings/%00",
                "POST /api/leases/x/rating",
                "PUT /api/session",
                "TRACE /api/session",
                "OPTIONS /api/session",
                "PROPFIND /api/session",
                "GET /api",
                "GET /api/session/password"
            })
    void answersOddAddressesWithoutBreaking(String call) throws IOException, InterruptedException {
        String token = administrator()
                .post("/api/session", Map.of("name", "admin", "password", PASSWORD))
                .text("token");
        String[] parts = call.split(" ", 2);
        int status = raw(parts[0], parts[1], token);

        assertThat(status).as(call).isBetween(200, 499);
    }

    /** An address as it stands, which a client library would mend or refuse. */
    private int raw(String method, String path, String token) throws IOException {
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            String body = method.equals("GET") ? "" : "{}";
            socket.getOutputStream()
                    .write((method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                                    + token + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    @Test
    void refusesOtherKindsOfContent() {
        Api administrator = administrator();

        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml", "nonsense")) {
            assertThat(status(administrator, type)).as(type).isEqualTo(415);
        }
    }

    private static int status(Api api, String type) {
        return api.send("POST", "/api/projects", null, "Content-Type", type).status();
    }

    @Test
    void boundsBodiesThatDoNotSayHowLongTheyAre() throws IOException, InterruptedException {
        byte[] name = ("{\"name\":\"" + "n".repeat(2_000_000) + "\",\"password\":\"a long password\"}")
                .getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(root.resolve("/api/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(name)))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("request-too-large");
        }
        assertThat(nobody().post("/api/session", "{\"name\":\"" + "n".repeat(101) + "\",\"password\":\"xxxxxxxx\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aBearerTokenCountsWhateverTheCookieIs() {
        Api engineer = someone("engineer");

        for (String cookie : List.of("attune=not.a.token", "attune=", "other=1; attune=x; more=2")) {
            assertThat(engineer.send("GET", "/api/session", null, "Cookie", cookie)
                            .status())
                    .as(cookie)
                    .isEqualTo(200);
        }
        assertThat(nobody().send("GET", "/api/session", null, "Cookie", "attune=not.a.token")
                        .status())
                .isEqualTo(401);
        assertThat(nobody().send(
                                "POST",
                                "/api/session",
                                Map.of("name", "admin", "password", PASSWORD),
                                "Cookie",
                                "attune=not.a.token",
                                "Sec-Fetch-Site",
                                "same-origin")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void triesAtTheSameTimeGainNothing() throws Exception {
        String name = account("annotator");
        List<Callable<Integer>> tries = IntStream.range(0, 40)
                .<Callable<Integer>>mapToObj(i ->
                        () -> nobody().post("/api/session", Map.of("name", name, "password", "guess number " + i))
                                .status())
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(40)) {
            List<Integer> statuses =
                    threads.invokeAll(tries).stream().map(Future::resultNow).toList();

            assertThat(statuses).containsOnly(401, 429);
            // Ten, and what is given back while they run.
            assertThat(statuses.stream().filter(status -> status == 401)).hasSizeBetween(10, 14);
        }
        assertThat(nobody().post("/api/session", Map.of("name", account("annotator"), "password", PASSWORD))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoSignsInRightIsNotCounted() {
        String name = account("annotator");
        for (int i = 0; i < 15; i++) {
            assertThat(nobody().as(name, PASSWORD).get("/api/session").status()).isEqualTo(200);
        }
    }
}
