package dev.attune.feedback.rest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class SessionIT extends ServiceFixture {

    private Answer signIn(String name, String password) {
        return nobody().post("/api/session", Map.of("name", name, "password", password));
    }

    @Test
    void givesTheOperatorANewOneTimePasswordOnRequest() throws IOException {
        Api before = administrator();
        Files.createFile(firstAdministratorFile.resolveSibling("first-administrator.reset"));
        Eventually.holds(
                Duration.ofSeconds(10),
                "a new one-time password",
                () -> Files.exists(firstAdministratorFile)
                        && !Files.exists(firstAdministratorFile.resolveSibling("first-administrator.reset")));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(firstAdministratorFile)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(firstAdministratorFile).strip()).matches("[A-Za-z0-9]{24}");
        assertThat(before.get("/api/session").status()).isEqualTo(401);
        assertThat(administrator().get("/api/accounts").status()).isEqualTo(200);
        assertThat(firstAdministratorFile).doesNotExist();
    }

    @Test
    void allowsNothingButAChangeWithAPasswordThatSomebodyElseGave() {
        String name = "given-" + UUID.randomUUID();
        List<String> roles = List.of("administrator", "annotator");
        administrator().post("/api/accounts", Map.of("name", name, "password", GIVEN, "roles", roles));
        Answer session = signIn(name, GIVEN);
        Api api = nobody().as(name, GIVEN);

        assertThat(session.body().path("mustChangePassword").asBoolean()).isTrue();
        assertThat(api.get("/api/projects").status()).isEqualTo(403);
        assertThat(api.get("/api/accounts").code()).isEqualTo("password-change-required");
        assertThat(api.get("/api/session").status()).isEqualTo(200);
        Answer changed = api.post("/api/session/password", Map.of("current", GIVEN, "next", PASSWORD));
        assertThat(changed.status()).isEqualTo(204);
        String cookie = changed.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(api.get("/api/session").status()).isEqualTo(401);
        assertThat(nobody().send("GET", "/api/projects", null, "Cookie", cookie.substring(0, cookie.indexOf(';')))
                        .status())
                .isEqualTo(200);
        assertThat(signIn(name, GIVEN).status()).isEqualTo(401);
        assertThat(signIn(name, PASSWORD).body().path("mustChangePassword").asBoolean())
                .isFalse();
    }

    @Test
    void givesThePageACookieThatNoScriptAndNoOtherSiteCanUse() {
        Answer session = signIn(account("annotator"), PASSWORD);
        String cookie = session.headers().firstValue("Set-Cookie").orElseThrow();

        assertThat(cookie).startsWith("attune=").contains("HttpOnly").contains("SameSite=Strict");
        Answer me = nobody().send("GET", "/api/session", null, "Cookie", cookie.substring(0, cookie.indexOf(';')));
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.text("pseudonym")).startsWith("rater-");
        assertThat(me.body().path("roles").path(0).asText()).isEqualTo("annotator");
    }

    @Test
    void takesTheCookieBackAtTheEnd() {
        Answer out = nobody().delete("/api/session");

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    }

    @Test
    void tellsNobodyWhetherNameOrPasswordIsWrong() {
        Answer wrongPassword = signIn(account("annotator"), "not the password");
        Answer wrongName = signIn("nobody-" + UUID.randomUUID(), PASSWORD);

        assertThat(wrongPassword.status()).isEqualTo(401);
        assertThat(wrongPassword.code()).isEqualTo("wrong-credentials");
        assertThat(wrongPassword.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(wrongName.body()).isEqualTo(wrongPassword.body());
    }

    @Test
    void stopsGuessingAfterTenFailures() {
        String name = account("annotator");
        for (int i = 0; i < 10; i++) {
            assertThat(signIn(name, "guess " + i).status()).isEqualTo(401);
        }

        Answer refused = signIn(name, PASSWORD);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("too-many-attempts");
    }

    @Test
    void refusesATokenThatWasTamperedWith() {
        String token = signIn(account("annotator"), PASSWORD).text("token");
        String tampered = token.substring(0, token.length() - 8) + "AAAAAAAA";

        Answer answer = nobody().send("GET", "/api/projects", null, "Authorization", "Bearer " + tampered);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("sign-in-required");
    }

    @Test
    void refusesWeakPasswordsTakenNamesAndUnknownRoles() {
        Api administrator = administrator();
        String name = account("annotator");

        assertThat(administrator
                        .post("/api/accounts", Map.of("name", "a1", "password", "short", "roles", List.of("annotator")))
                        .code())
                .isEqualTo("weak-password");
        assertThat(administrator
                        .post(
                                "/api/accounts",
                                Map.of("name", name, "password", PASSWORD, "roles", List.of("annotator")))
                        .code())
                .isEqualTo("account-exists");
        assertThat(administrator
                        .post("/api/accounts", Map.of("name", "a2", "password", PASSWORD, "roles", List.of("king")))
                        .text("detail"))
                .contains("There is no role king");
    }

    @Test
    void sendsHeadersThatKeepThePageToItself() {
        Answer answer = nobody().get("/api/session");

        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'");
    }

    @Test
    void answersBadRequestsWithASentence() {
        Api engineer = someone("engineer");

        assertThat(engineer.post("/api/projects", "{\"name\": ").code()).isEqualTo("invalid-json");
        assertThat(engineer.post("/api/projects", "{\"name\": \"x\", \"nmae\": 1}")
                        .text("detail"))
                .contains("nmae");
        assertThat(engineer.post("/api/projects", "{\"name\": \" \"}").text("detail"))
                .contains("name is missing or blank");
        assertThat(engineer.post("/api/projects", "{\"name\": \"x\", \"ratingsPerItem\": 0}")
                        .code())
                .isEqualTo("invalid-request");
        assertThat(engineer.get("/api/nothing").code()).isEqualTo("unknown-route");
        assertThat(engineer.get("/api/projects/" + UUID.randomUUID()).code()).isEqualTo("project-unknown");
        assertThat(engineer.delete("/api/projects").code()).isEqualTo("method-not-allowed");
        assertThat(engineer.post("/api/projects", " ".repeat(16 * 1024 * 1024 + 1))
                        .code())
                .isEqualTo("request-too-large");
    }
}
