package dev.attune.feedback.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** A link lets one person in, once, for a time, and as long as who made it may invite. */
@QuarkusTest
class InvitationIT extends ServiceFixture {

    private static String closedProject(Api manager) {
        return manager.post("/api/projects", Map.of("name", "in " + UUID.randomUUID(), "annotators", "MEMBERS"))
                .text("id");
    }

    private static Answer invite(Api manager, String project, String role) {
        return manager.post(
                "/api/projects/" + project + "/invitations", Map.of("role", role, "note", "for Ana", "days", 3));
    }

    private Answer enter(String secret, String name, String password) {
        return nobody().post("/api/entry", Map.of("secret", secret, "name", name, "password", password));
    }

    private Answer look(String secret) {
        return nobody().post("/api/entry/offer", Map.of("secret", secret));
    }

    private static String fresh() {
        return "guest-" + UUID.randomUUID();
    }

    /** The session that an answer's cookie holds. */
    private Answer withCookie(Answer answer, String path) {
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return nobody().send("GET", path, null, "Cookie", cookie.substring(0, cookie.indexOf(';')));
    }

    @Test
    void whoOpensTheLinkChoosesNameAndPasswordAndIsInTheProject() {
        Api manager = someone("engineer");
        String project = closedProject(manager);
        Answer made = invite(manager, project, "ANNOTATOR");
        String secret = made.text("secret");

        assertThat(made.status()).isEqualTo(201);
        assertThat(secret).matches("[A-Za-z0-9_-]{32}");
        assertThat(look(secret).text("role")).isEqualTo("ANNOTATOR");
        assertThat(look(secret).text("project")).startsWith("in ");
        assertThat(enter(secret, "Bad name!", PASSWORD).code()).isEqualTo("invalid-request");
        assertThat(enter(secret, fresh(), "short").code()).isEqualTo("weak-password");
        assertThat(enter(secret, "admin", PASSWORD).code()).isEqualTo("account-exists");

        String name = fresh();
        Answer entered = enter(secret, name, PASSWORD);
        assertThat(entered.status()).as(entered.toString()).isEqualTo(200);
        assertThat(entered.body().path("roles").findValuesAsText("")).isEmpty();
        assertThat(withCookie(entered, "/api/session").text("name")).isEqualTo(name);
        assertThat(withCookie(entered, "/api/session")
                        .body()
                        .path("mustChangePassword")
                        .asBoolean(true))
                .isFalse();
        Api guest = nobody().as(name, PASSWORD);
        assertThat(guest.post("/api/projects/" + project + "/next", null).status())
                .isEqualTo(204);

        assertThat(enter(secret, fresh(), PASSWORD).code()).isEqualTo("invitation-used");
        Answer list = manager.get("/api/projects/" + project + "/invitations");
        assertThat(list.body().path(0).path("state").asText()).isEqualTo("USED");
        assertThat(list.body().path(0).path("usedBy").asText()).isEqualTo(name);
        assertThat(list.body().toString()).doesNotContain(secret);
        assertThat(queryOne("SELECT count(*) FROM feedback.invitation WHERE secret_hash = ?", secret))
                .isEqualTo("0");
    }

    @Test
    void ofManyWhoOpenItAtOnceOneWins() throws Exception {
        Api manager = someone("engineer");
        String secret = invite(manager, closedProject(manager), "ANNOTATOR").text("secret");
        List<Callable<Answer>> guests = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            guests.add(() -> enter(secret, fresh(), PASSWORD));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(guests.size())) {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(guests)) {
                statuses.add(answer.get().status());
            }
            assertThat(statuses).containsOnlyOnce(200);
            assertThat(statuses.stream().filter(status -> status == 410)).hasSize(7);
        }
    }

    @Test
    void whoHasAnAccountJoinsWithItAndStaysSignedIn() {
        Api manager = someone("engineer");
        String project = closedProject(manager);
        String name = account("reviewer");
        Api reviewer = nobody().as(name, PASSWORD);
        String secret = invite(manager, project, "MANAGER").text("secret");

        Answer joined = reviewer.post("/api/entry/membership", Map.of("secret", secret));

        assertThat(joined.status()).as(joined.toString()).isEqualTo(200);
        assertThat(withCookie(joined, "/api/session").body().path("roles").toString())
                .contains("annotator", "reviewer");
        assertThat(withCookie(joined, "/api/projects/" + project + "/members")
                        .body()
                        .findValuesAsText("name"))
                .contains(name);
        assertThat(nobody().post("/api/entry/membership", Map.of("secret", secret))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aLinkEndsWhenItIsTakenBackTooOldOrItsMakerManagesNoMore() {
        Api administrator = administrator();
        String name = account("engineer");
        Api manager = nobody().as(name, PASSWORD);
        String project = closedProject(manager);
        Answer revoked = invite(manager, project, "ANNOTATOR");
        Answer old = invite(manager, project, "ANNOTATOR");
        String others = invite(manager, project, "ANNOTATOR").text("secret");
        String path = "/api/projects/" + project + "/invitations/";

        assertThat(someone("engineer").delete(path + revoked.text("id")).status())
                .isEqualTo(404);
        assertThat(administrator
                        .delete("/api/invitations/" + revoked.text("id"))
                        .code())
                .isEqualTo("invitation-unknown");
        assertThat(manager.delete(path + revoked.text("id")).status()).isEqualTo(204);
        assertThat(manager.delete(path + revoked.text("id")).status()).isEqualTo(204);
        sql(
                "UPDATE feedback.invitation SET expires_at = clock_timestamp() - interval '1 second' WHERE id = ?",
                old.id("id"));
        assertThat(look(revoked.text("secret")).code()).isEqualTo("invitation-revoked");
        assertThat(look(old.text("secret")).code()).isEqualTo("invitation-expired");
        assertThat(look("nothing").code()).isEqualTo("invitation-unknown");

        assertThat(manager.send("PUT", "/api/projects/" + project + "/archive", null)
                        .status())
                .isEqualTo(200);
        assertThat(look(others).code()).isEqualTo("project-archived");
        manager.delete("/api/projects/" + project + "/archive");
        assertThat(look(others).status()).isEqualTo(200);
        administrator.delete("/api/projects/" + project + "/members/" + name);
        assertThat(enter(others, fresh(), PASSWORD).code()).isEqualTo("invitation-revoked");
    }

    @Test
    void administratorsInviteWithRolesAndItIsWrittenDown() {
        Api administrator = administrator();
        Answer made = administrator.post("/api/invitations", Map.of("roles", List.of("reviewer", "engineer")));
        String name = fresh();
        Answer entered = enter(made.text("secret"), name, PASSWORD);

        assertThat(entered.body().path("roles").toString()).isEqualTo("[\"engineer\",\"reviewer\"]");
        String used = queryOne(
                "SELECT detail FROM feedback.audit_entry WHERE action = 'INVITATION_USED' AND actor = ?", name);
        assertThat(used).contains(made.text("id")).doesNotContain(made.text("secret"));
        assertThat(administrator
                        .post("/api/invitations", Map.of("roles", List.of("king")))
                        .status())
                .isEqualTo(400);
        assertThat(administrator
                        .post("/api/invitations", Map.of("roles", List.of("annotator"), "days", 91))
                        .text("detail"))
                .contains("between 1 and 90");
    }

    @Test
    void anAdministratorRatesTooWithoutBeingThrownOut() {
        String name = account("administrator");
        Api boss = nobody().as(name, PASSWORD);
        String project = closedProject(boss);

        assertThat(boss.post("/api/projects/" + project + "/next", null).status())
                .isEqualTo(403);
        Answer now = boss.send("PUT", "/api/session/annotator", Map.of("rates", true));
        assertThat(now.status()).isEqualTo(204);
        assertThat(withCookie(now, "/api/session").body().path("roles").toString())
                .isEqualTo("[\"administrator\",\"annotator\"]");
        assertThat(boss.get("/api/session").status()).isEqualTo(401);
        assertThat(nobody().as(name, PASSWORD)
                        .post("/api/projects/" + project + "/next", null)
                        .status())
                .isEqualTo(204);
    }
}
