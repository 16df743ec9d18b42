package dev.attune.feedback.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.AccessEvent.TokensEnded;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The life of an account, what ends its sessions, and what the audit log says of it. */
@QuarkusTest
class AccountsIT extends ServiceFixture {

    private static final Duration SOON = Duration.ofSeconds(20);

    private Answer signIn(String name, String password) {
        return nobody().post("/api/session", Map.of("name", name, "password", password));
    }

    private Answer change(String name, Map<String, ?> change) {
        return administrator().send("PATCH", "/api/accounts/" + name, change);
    }

    @Test
    void closesAnAccountAndOpensItAgain() {
        String name = account("annotator");
        Api open = nobody().as(name, PASSWORD);

        assertThat(change(name, Map.of("disabled", true))
                        .body()
                        .path("disabled")
                        .asBoolean())
                .isTrue();
        assertThat(open.get("/api/projects").status()).isEqualTo(401);
        assertThat(signIn(name, PASSWORD).code()).isEqualTo("account-disabled");
        assertThat(signIn(name, "not the password").code()).isEqualTo("wrong-credentials");
        assertThat(change(name, Map.of("disabled", false)).status()).isEqualTo(200);
        assertThat(open.get("/api/projects").status()).isEqualTo(401);
        assertThat(signIn(name, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void otherRolesTakeANewSession() {
        String name = account("annotator");
        Api before = nobody().as(name, PASSWORD);

        assertThat(change(name, Map.of("roles", List.of("engineer"))).status()).isEqualTo(200);

        assertThat(before.get("/api/session").status()).isEqualTo(401);
        assertThat(nobody().as(name, PASSWORD)
                        .get("/api/session")
                        .body()
                        .path("roles")
                        .path(0)
                        .asText())
                .isEqualTo("engineer");
        assertThat(change(name, Map.of()).code()).isEqualTo("invalid-request");
        assertThat(change(name, Map.of("roles", List.of())).code()).isEqualTo("invalid-request");
        assertThat(change("nobody-" + name, Map.of("disabled", true)).code()).isEqualTo("account-unknown");
    }

    @Test
    void keepsOneAdministrator() {
        List<String> others = administrator().get("/api/accounts").body().findParents("name").stream()
                .filter(account -> account.path("roles").toString().contains("administrator"))
                .map(account -> account.path("name").asText())
                .filter(name -> !name.equals("admin"))
                .toList();
        others.forEach(name -> change(name, Map.of("disabled", true)));

        assertThat(change("admin", Map.of("disabled", true)).code()).isEqualTo("last-administrator");
        assertThat(change("admin", Map.of("roles", List.of("annotator"))).code())
                .isEqualTo("last-administrator");
    }

    @Test
    void aResetPasswordMustBeChangedAndEndsTheSessions() {
        String name = account("annotator");
        Api before = nobody().as(name, PASSWORD);

        assertThat(administrator()
                        .post("/api/accounts/" + name + "/password", Map.of("password", GIVEN))
                        .status())
                .isEqualTo(204);

        assertThat(before.get("/api/session").status()).isEqualTo(401);
        assertThat(signIn(name, PASSWORD).status()).isEqualTo(401);
        assertThat(signIn(name, GIVEN).body().path("mustChangePassword").asBoolean())
                .isTrue();
        assertThat(nobody().as(name, GIVEN).get("/api/projects").code()).isEqualTo("password-change-required");
    }

    @Test
    void signingOutEndsThatSessionOnly() {
        String name = account("annotator");
        Api one = nobody().as(name, PASSWORD);
        Api other = nobody().as(name, PASSWORD);

        assertThat(one.delete("/api/session").status()).isEqualTo(204);

        assertThat(one.get("/api/session").status()).isEqualTo(401);
        assertThat(other.get("/api/session").status()).isEqualTo(200);
        assertThat(one.delete("/api/session").status()).isEqualTo(204);
    }

    @Test
    void aNewPasswordEndsAllOtherSessionsAndTheBusIsTold() {
        String name = account("annotator");
        Api one = nobody().as(name, PASSWORD);
        Api other = nobody().as(name, PASSWORD);

        one.post("/api/session/password", Map.of("current", PASSWORD, "next", "yet another password"));

        assertThat(one.get("/api/session").status()).isEqualTo(401);
        assertThat(other.get("/api/session").status()).isEqualTo(401);
        String id = queryOne("SELECT id::text FROM feedback.account WHERE name = ?", name);
        Eventually.holds(
                SOON,
                "the bus knows",
                () -> topics().events(Topics.ACCESS, id).stream()
                        .anyMatch(received -> received.event() instanceof TokensEnded ended && ended.epoch() == 2));
    }

    @Test
    void anIdempotencyKeyKeepsNothingOfThePassword() {
        String name = "once-" + UUID.randomUUID();
        String key = UUID.randomUUID().toString();
        Api administrator = administrator();
        Answer first = administrator.post("/api/accounts", account(name, GIVEN), "Idempotency-Key", key);
        Answer again = administrator.post("/api/accounts", account(name, "another password"), "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(signIn(name, GIVEN).status()).isEqualTo(200);
    }

    /** The order of a set differs from process to process; a call that is repeated after a restart is the same call. */
    @Test
    void anIdempotencyKeyIsBoundToRolesInTheirOrder() {
        String name = "ordered-" + UUID.randomUUID();
        String key = UUID.randomUUID().toString();
        List<String> roles = List.of("engineer", "reviewer", "administrator", "annotator");
        Map<String, ?> account = Map.of("name", name, "password", GIVEN, "roles", roles);

        assertThat(administrator()
                        .post("/api/accounts", account, "Idempotency-Key", key)
                        .status())
                .isEqualTo(201);

        assertThat(queryOne("SELECT request_hash FROM feedback.idempotency WHERE key = ?", key))
                .isEqualTo(Sha256.of("/api/accounts{\"name\":\"" + name
                        + "\",\"roles\":[\"ANNOTATOR\",\"REVIEWER\",\"ENGINEER\",\"ADMINISTRATOR\"]}"));
    }

    private static Map<String, ?> account(String name, String password) {
        return Map.of("name", name, "password", password, "roles", List.of("annotator"));
    }

    @Test
    void aPasswordCountsToItsEnd() {
        String name = account("annotator");
        String longPassword = "a".repeat(100);
        nobody().as(name, PASSWORD).post("/api/session/password", Map.of("current", PASSWORD, "next", longPassword));

        assertThat(signIn(name, longPassword).status()).isEqualTo(200);
        assertThat(signIn(name, "a".repeat(99)).status()).isEqualTo(401);
        assertThat(signIn(name, longPassword + "a").status()).isEqualTo(401);
    }

    @Test
    void aHashOfBeforeStillServesAndIsReplaced() {
        String name = account("annotator");
        String seventyTwo = "abcdefgh".repeat(9);
        sql("UPDATE feedback.account SET password_hash = ? WHERE name = ?", BcryptUtil.bcryptHash(seventyTwo), name);

        assertThat(signIn(name, seventyTwo + "x").status()).isEqualTo(401);
        assertThat(signIn(name, seventyTwo).status()).isEqualTo(200);
        assertThat(queryOne("SELECT password_hash FROM feedback.account WHERE name = ?", name))
                .startsWith("sha256+");
        assertThat(signIn(name, seventyTwo).status()).isEqualTo(200);
    }

    @Test
    void aHashOfAnotherCostServesAndIsReplaced() throws NoSuchAlgorithmException {
        String name = account("annotator");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(PASSWORD.getBytes(StandardCharsets.UTF_8));
        String dearer = "sha256+" + BcryptUtil.bcryptHash(Base64.getEncoder().encodeToString(digest), 5);
        sql("UPDATE feedback.account SET password_hash = ? WHERE name = ?", dearer, name);

        assertThat(signIn(name, PASSWORD).status()).isEqualTo(200);
        assertThat(queryOne("SELECT password_hash FROM feedback.account WHERE name = ?", name))
                .startsWith("sha256+$2a$04$");
        assertThat(signIn(name, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void theAuditLogSaysWhoDidWhatAndShowsWhenItWasChanged() {
        String name = account("annotator");
        JsonNode all = administrator().get("/api/audit?after=0&limit=1000").body();
        assertThat(all.findValuesAsText("subject")).contains(name);
        Answer before = administrator().get("/api/audit/verification");
        assertThat(before.body().path("intact").asBoolean()).isTrue();
        assertThat(before.body().path("entries").asLong()).isPositive();
        assertThat(catchThrowable(() -> sql("UPDATE feedback.audit_entry SET actor = 'somebody' WHERE position = 1")))
                .hasMessageContaining("only ever added to");

        sql("ALTER TABLE feedback.audit_entry DISABLE TRIGGER audit_append_only");
        sql("UPDATE feedback.audit_entry SET detail = detail || 'x' WHERE position = 2");
        try {
            assertThat(administrator()
                            .get("/api/audit/verification")
                            .body()
                            .path("firstBroken")
                            .asLong())
                    .isEqualTo(2);
        } finally {
            sql("UPDATE feedback.audit_entry SET detail = left(detail, -1) WHERE position = 2");
            sql("ALTER TABLE feedback.audit_entry ENABLE TRIGGER audit_append_only");
        }
    }
}
