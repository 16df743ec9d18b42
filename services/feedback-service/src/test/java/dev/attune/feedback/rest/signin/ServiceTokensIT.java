package dev.attune.feedback.rest.signin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.AccessEvent.TokensEnded;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.ServiceFixture;
import dev.attune.feedback.token.Scope;
import dev.attune.service.testing.AuthorisationTable;
import dev.attune.service.testing.AuthorisationTable.Outcome;
import dev.attune.service.testing.AuthorisationTable.Row;

import static org.assertj.core.api.Assertions.assertThat;

/** Programs with tokens that are good for little, for a while, in one project. */
@QuarkusTest
class ServiceTokensIT extends ServiceFixture {

    private static final List<String> ALL =
            Arrays.stream(Scope.values()).map(Scope::text).toList();

    private static Map<String, Object> wish(String project, String... scopes) {
        Map<String, Object> wish = new HashMap<>(Map.of("name", "a program", "scopes", List.of(scopes)));
        if (!project.isEmpty()) {
            wish.put("projectId", project);
        }
        return wish;
    }

    private Api with(Api.Answer made) {
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return nobody().withToken(made.text("token"));
    }

    @Test
    void everyRouteKnowsWhichScopeItWants() {
        Api administrator = administrator();
        String project = project(administrator, 1);
        Map<String, Api> tokens = new HashMap<>();
        ALL.forEach(scope -> tokens.put(scope, with(administrator.post("/api/tokens", wish("", scope)))));
        List<String> wrong = new ArrayList<>();
        for (Row row : AuthorisationTable.of("feedback")) {
            for (String scope : ALL) {
                Api.Answer answer = call(Objects.requireNonNull(tokens.get(scope)), row, project);
                boolean open = row.scope().equals(scope) || row.outcome("nobody") == Outcome.YES;
                if (open == (answer.status() == 403) || answer.status() == 401 || answer.status() >= 500) {
                    wrong.add(row.route() + " with " + scope + " got " + answer.status() + " " + answer.code());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Api.Answer call(Api api, Row row, String project) {
        String[] parts = row.route().split(" ", -1);
        String path = parts[1].replace("{id}", project)
                .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        return api.send(parts[0], path, parts[0].equals("GET") || parts[0].equals("DELETE") ? null : "{}");
    }

    @Test
    void aManagersTokenOpensTheirProjectAndNoOther() {
        Api manager = someone("engineer");
        String project = project(manager, 1);
        String other = project(manager, 1);
        Api token = with(manager.post("/api/tokens", wish(project, "projects:read", "prompts:write")));

        Map<String, Object> prompts =
                Map.of("prompts", List.of(Map.of("messages", List.of(Map.of("role", "user", "content", "Hello?")))));
        assertThat(token.post("/api/projects/" + project + "/prompts", prompts).status())
                .isEqualTo(200);
        assertThat(token.post("/api/projects/" + other + "/prompts", prompts).code())
                .isEqualTo("scope-missing");
        assertThat(token.get("/api/projects").body().findValuesAsText("id"))
                .contains(project)
                .doesNotContain(other);
        assertThat(token.get("/api/projects/" + other).code()).isEqualTo("scope-missing");
        assertThat(token.get("/api/session").code()).isEqualTo("scope-missing");
        assertThat(token.post("/api/tokens", wish(project, "prompts:write")).code())
                .isEqualTo("scope-missing");
    }

    @Test
    void whoMayMakeThem() {
        Api manager = someone("engineer");
        String project = project(manager, 1);

        assertThat(manager.post("/api/tokens", wish("", "projects:read")).code())
                .isEqualTo("forbidden");
        assertThat(someone("engineer")
                        .post("/api/tokens", wish(project, "projects:read"))
                        .code())
                .isEqualTo("project-unknown");
        assertThat(someone("annotator")
                        .post("/api/tokens", wish(project, "projects:read"))
                        .code())
                .isEqualTo("forbidden");
        assertThat(manager.post("/api/tokens", wish(project, "models:use")).code())
                .isEqualTo("invalid-request");
        assertThat(manager.post("/api/tokens", wish(project, "everything")).text("detail"))
                .contains("There is no scope everything");
        Map<String, Object> tooLong = wish(project, "projects:read");
        tooLong.put("days", 1000);
        assertThat(manager.post("/api/tokens", tooLong).text("detail")).contains("1 to 366 days");
    }

    @Test
    void isShownOnceListedForThoseWhoMayRevokeItAndRevokedAtOnceEverywhere() {
        Api manager = someone("engineer");
        String project = project(manager, 1);
        Api.Answer made = manager.post("/api/tokens", wish(project, "projects:read"));
        Api token = with(made);
        String id = made.body().path("view").path("id").asText();
        assertThat(token.get("/api/projects").status()).isEqualTo(200);
        JsonNode listed = manager.get("/api/tokens").body();
        assertThat(listed.toString()).doesNotContain(made.text("token"));
        assertThat(listed.path(0).path("id").asText()).isEqualTo(id);
        assertThat(administrator().get("/api/tokens").body().findValuesAsText("id"))
                .contains(id);
        Api stranger = someone("engineer");
        assertThat(stranger.get("/api/tokens").body()).isEmpty();
        assertThat(stranger.delete("/api/tokens/" + id).code()).isEqualTo("token-unknown");
        Eventually.get(
                () -> manager.get("/api/tokens").body().path(0),
                each -> !each.path("usedAt").isNull());

        assertThat(manager.delete("/api/tokens/" + id).status()).isEqualTo(204);

        assertThat(token.get("/api/projects").status()).isEqualTo(401);
        assertThat(manager.get("/api/tokens").body().path(0).path("revokedAt").isNull())
                .isFalse();
        Eventually.get(() -> isToldEnded(id), told -> told);
        assertThat(administrator()
                        .get("/api/audit/entries?action=TOKEN_REVOKED")
                        .body()
                        .toString())
                .contains("TOKEN_REVOKED");
    }

    private boolean isToldEnded(String token) {
        return topics().events(Topics.ACCESS).stream()
                .anyMatch(event -> event.event() instanceof TokensEnded ended
                        && ended.endedSessions().stream()
                                .anyMatch(each -> each.sessionId().equals(token)));
    }

    @Test
    void aProjectHasFiftyAtMost() {
        Api manager = someone("engineer");
        String project = project(manager, 1);
        for (int i = 0; i < 50; i++) {
            with(manager.post("/api/tokens", wish(project, "projects:read")));
        }

        assertThat(manager.post("/api/tokens", wish(project, "projects:read")).code())
                .isEqualTo("too-many-tokens");
    }
}
