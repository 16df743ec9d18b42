package dev.attune.feedback.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** What belongs to a project stays in it. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class WallsIT extends ServiceFixture {

    @TestHTTPResource("/")
    URI base;

    private static String create(Api manager, String annotators) {
        return manager.post(
                        "/api/projects",
                        Map.of("name", "walls " + UUID.randomUUID(), "guidelines", "be kind", "annotators", annotators))
                .text("id");
    }

    private static List<String> listed(Api who) {
        return who.get("/api/projects").body().findValuesAsText("id");
    }

    private void pairs(Api manager, String project, int count) {
        List<Map<String, Object>> prompts = IntStream.range(0, count)
                .<Map<String, Object>>mapToObj(
                        i -> Map.of("messages", List.of(Map.of("role", "user", "content", "What is " + i + "?"))))
                .toList();
        Answer added = manager.post("/api/projects/" + project + "/prompts", Map.of("prompts", prompts));
        added.body().path("ids").forEach(id -> topics().send(candidates(project, id.asText(), "What?", "one", "two")));
        Eventually.holds(
                Duration.ofSeconds(30),
                "the pairs",
                () -> progress(manager, project).body().path("items").asInt() == count);
    }

    @Test
    void aProjectIsOpenToAllAnnotatorsUnlessItSaysOtherwise() {
        Api manager = someone("engineer");
        Api annotator = someone("annotator");
        Answer usual = manager.post("/api/projects", Map.of("name", "usual " + UUID.randomUUID()));
        String closed = create(manager, "MEMBERS");

        assertThat(usual.text("annotators")).isEqualTo("ALL");
        assertThat(listed(annotator)).contains(usual.text("id")).doesNotContain(closed);
        assertThat(listed(someone("engineer"))).doesNotContain(usual.text("id"), closed);
        assertThat(listed(administrator())).contains(usual.text("id"), closed);
        assertThat(manager.post("/api/projects", Map.of("name", "x", "annotators", "EVERYBODY"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whoIsNoMemberAnyMoreRatesNoMore() {
        Api manager = someone("engineer");
        String name = account("annotator");
        Api annotator = nobody().as(name, PASSWORD);
        String project = create(manager, "MEMBERS");
        pairs(manager, project, 1);
        String member = "/api/projects/" + project + "/members/" + name;

        assertThat(annotator.post("/api/projects/" + project + "/next", null).code())
                .isEqualTo("project-unknown");
        assertThat(manager.send("PUT", member, Map.of("role", "ANNOTATOR")).status())
                .isEqualTo(204);
        assertThat(manager.get("/api/projects/" + project + "/members").body().findValuesAsText("name"))
                .contains(name);
        Answer lease = annotator.post("/api/projects/" + project + "/next", null);
        assertThat(lease.status()).isEqualTo(200);
        assertThat(manager.delete(member).status()).isEqualTo(204);
        assertThat(manager.delete(member).code()).isEqualTo("member-unknown");
        assertThat(annotator
                        .postOnce("/api/leases/" + lease.text("leaseId") + "/rating", Map.of("verdict", "LEFT"))
                        .code())
                .isEqualTo("project-unknown");
        assertThat(progress(manager, project).body().path("ratings").asInt()).isZero();
    }

    @Test
    void whatSomebodyMayNotRateAnyMoreIsForOthersAtOnce() {
        Api manager = someone("engineer");
        String project = create(manager, "MEMBERS");
        pairs(manager, project, 1);
        String next = "/api/projects/" + project + "/next";
        String members = "/api/projects/" + project + "/members/";
        String removed = account("annotator");
        String closed = account("annotator");
        String third = account("annotator");
        for (String name : List.of(removed, closed, third)) {
            manager.send("PUT", members + name, Map.of("role", "ANNOTATOR"));
        }
        String item = nobody().as(removed, PASSWORD).post(next, null).text("itemId");
        assertThat(nobody().as(closed, PASSWORD).post(next, null).status()).isEqualTo(204);

        manager.delete(members + removed);
        assertThat(nobody().as(closed, PASSWORD).post(next, null).text("itemId"))
                .isEqualTo(item);
        administrator().send("PATCH", "/api/accounts/" + closed, Map.of("disabled", true));

        assertThat(nobody().as(third, PASSWORD).post(next, null).text("itemId")).isEqualTo(item);
    }

    /** A body that comes slowly takes a place of which there are few. */
    @Test
    void whoMayNotSendALargeBodyIsToldBeforeItComes() throws IOException {
        String project = create(someone("engineer"), "MEMBERS");
        String name = account("annotator");
        String token = nobody().post("/api/session", Map.of("name", name, "password", PASSWORD))
                .text("token");
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream()
                    .write(("POST /api/projects/" + project + "/prompts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + token + "\r\nContent-Type: application/json\r\nContent-Length: 16000000\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));

            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answer.readLine()).contains(" 404 ");
        }
    }

    @Test
    void guidelinesChangeWhilePeopleRateAndKeepTheirVersions() {
        Api manager = someone("engineer");
        String project = create(manager, "ALL");
        String path = "/api/projects/" + project;

        Answer changed = manager.send("PATCH", path, Map.of("guidelines", "be brief"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("guidelinesVersion").asInt()).isEqualTo(2);
        assertThat(manager.send("PATCH", path, Map.of("guidelines", "be brief"))
                        .body()
                        .path("guidelinesVersion")
                        .asInt())
                .isEqualTo(2);
        assertThat(manager.get(path + "/guidelines").body().findValuesAsText("text"))
                .containsExactly("be kind", "be brief");
        assertThat(manager.send("PATCH", path, Map.of("name", " ")).code()).isEqualTo("invalid-request");
        assertThat(manager.send("PATCH", path, Map.of("ratingsPerItem", 101)).code())
                .isEqualTo("invalid-request");
        Answer other = manager.post("/api/projects", Map.of("name", "other " + UUID.randomUUID()));
        assertThat(manager.send("PATCH", path, Map.of("name", other.text("name")))
                        .code())
                .isEqualTo("project-exists");
        assertThat(someone("annotator")
                        .send("PATCH", path, Map.of("name", "mine"))
                        .code())
                .isEqualTo("forbidden");
    }

    @Test
    void whatIsLeftIsLeftForTheOneWhoAsks() {
        Api manager = someone("engineer");
        Api one = someone("annotator");
        Api other = someone("annotator");
        String project = create(manager, "ALL");
        pairs(manager, project, 3);

        rate(one, project, "SKIP");
        rate(one, project, "LEFT");

        assertThat(progress(one, project).body().path("left").asInt()).isEqualTo(1);
        assertThat(progress(one, project).body().path("mySkipped").asInt()).isEqualTo(1);
        assertThat(progress(other, project).body().path("left").asInt()).isEqualTo(2);
        one.post("/api/projects/" + project + "/next", null);
        assertThat(progress(one, project).body().path("left").asInt()).isEqualTo(1);
        assertThat(progress(other, project).body().path("left").asInt()).isEqualTo(1);
        assertThat(progress(other, project).body().path("open").asInt()).isEqualTo(2);
    }

    private static void rate(Api who, String project, String verdict) {
        String lease = who.post("/api/projects/" + project + "/next", null).text("leaseId");
        assertThat(who.postOnce("/api/leases/" + lease + "/rating", Map.of("verdict", verdict))
                        .status())
                .isEqualTo(201);
    }
}
