package dev.attune.feedback.rest.signin;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.ServiceFixture;
import dev.attune.feedback.testing.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** Where one is signed in: seen, ended, ended by itself, and never the one that somebody else had. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class OpenSessionsIT extends ServiceFixture {

    @TestHTTPResource("/api/session")
    URI session;

    private String signIn(String name, String... headers) {
        Api.Answer answer = nobody().post("/api/session", Map.of("name", name, "password", PASSWORD), headers);
        assertThat(answer.status()).isEqualTo(200);
        return answer.text("token");
    }

    private Api.Answer bearer(String token, String method, String path) {
        return nobody().send(method, path, null, "Authorization", "Bearer " + token);
    }

    private Api.Answer page(String token) {
        return nobody().send("GET", "/api/session", null, "Cookie", "attune=" + token);
    }

    private static String id(JsonNode session) {
        return session.path("id").asText();
    }

    @Test
    void eachIsSeenWithItsDeviceAndCanBeEnded() {
        String name = account("annotator");
        String phone = signIn(name, "User-Agent", "Phone/1");
        String desk = signIn(name, "User-Agent", "Desk/2 " + "x".repeat(500));
        JsonNode all = bearer(desk, "GET", "/api/sessions").body();

        assertThat(all.findValuesAsText("device")).contains("Phone/1").anyMatch(each -> each.length() == 200);
        JsonNode other = all.valueStream()
                .filter(each -> each.path("device").asText().equals("Phone/1"))
                .findFirst()
                .orElseThrow();
        assertThat(other.path("current").asBoolean()).isFalse();
        assertThat(other.path("with").asText()).isEqualTo("password");
        assertThat(bearer(desk, "DELETE", "/api/sessions/" + id(other)).status())
                .isEqualTo(204);
        assertThat(bearer(phone, "GET", "/api/session").status()).isEqualTo(401);
        assertThat(bearer(desk, "GET", "/api/session").status()).isEqualTo(200);
        assertThat(bearer(desk, "DELETE", "/api/sessions/" + id(other)).code()).isEqualTo("session-unknown");

        String stranger = signIn(account("annotator"));
        JsonNode mine = bearer(desk, "GET", "/api/sessions").body().path(0);
        assertThat(bearer(stranger, "DELETE", "/api/sessions/" + id(mine)).code())
                .isEqualTo("session-unknown");
    }

    @Test
    void allOthersEndTogether() {
        String name = account("annotator");
        List<String> others = List.of(signIn(name), signIn(name));
        String kept = signIn(name);

        assertThat(bearer(kept, "DELETE", "/api/sessions").status()).isEqualTo(204);

        others.forEach(
                each -> assertThat(bearer(each, "GET", "/api/session").status()).isEqualTo(401));
        assertThat(bearer(kept, "GET", "/api/sessions").body()).hasSize(1);
    }

    @Test
    void aPageThatIsLeftAloneIsSignedOutAndAProgramIsNot() {
        String name = account("annotator");
        String page = signIn(name);
        String program = signIn(name);
        assertThat(page(page).status()).isEqualTo(200);
        assertThat(bearer(program, "GET", "/api/session").status()).isEqualTo(200);
        String used = """
                SELECT count(*) FROM feedback.session s JOIN feedback.account a ON a.id = s.account_id
                WHERE a.name = ? AND s.page_used_at IS NOT NULL
                """;
        Eventually.get(() -> queryOne(used, name), "1"::equals);

        sql("""
            UPDATE feedback.session SET used_at = used_at - interval '3 hours', page_used_at = page_used_at - interval '3 hours'
            WHERE account_id = (SELECT id FROM feedback.account WHERE name = ?)
            """, name);

        assertThat(page(page).status()).isEqualTo(401);
        assertThat(bearer(program, "GET", "/api/session").status()).isEqualTo(200);
    }

    @Test
    void signingInOnThePageEndsTheSessionThatWasThere() {
        String first = account("annotator");
        String earlier = signIn(first);

        String later = signIn(
                account("annotator"), "Cookie", "attune=" + earlier, "Origin", "http://" + session.getAuthority());

        assertThat(page(earlier).status()).isEqualTo(401);
        assertThat(page(later).status()).isEqualTo(200);
    }

    @Test
    void overHttpsTheCookieIsThisHostsAlone() throws Exception {
        String name = account("annotator");
        try (HttpClient proxy = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral(Stack.TRUSTED_PROXY))
                .build()) {
            HttpResponse<String> answer = proxy.send(
                    HttpRequest.newBuilder(session)
                            .header("Content-Type", "application/json")
                            .header("X-Forwarded-Proto", "https")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"name\": \"" + name + "\", \"password\": \"" + PASSWORD + "\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();

            assertThat(cookie)
                    .startsWith("__Host-attune=")
                    .contains("Secure")
                    .contains("HttpOnly")
                    .contains("SameSite=Strict")
                    .contains("Path=/")
                    .doesNotContain("Domain");
            String mine = cookie.substring(0, cookie.indexOf(';'));
            assertThat(nobody().send("GET", "/api/session", null, "Cookie", "attune=planted; " + mine)
                            .text("name"))
                    .isEqualTo(name);
        }
        assertThat(nobody().post(
                                "/api/session",
                                Map.of("name", name, "password", PASSWORD),
                                "X-Forwarded-Proto",
                                "https")
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow())
                .as("a stranger's word")
                .startsWith("attune=");
    }
}
