package dev.attune.feedback.rest.signin;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** No page of elsewhere changes anything with a person's cookie, whichever route it calls. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ForeignOriginIT extends ServiceFixture {

    private static final Set<String> UNSAFE = Set.of("post", "put", "patch", "delete");

    @TestHTTPResource("/")
    URI here;

    private record Route(String method, String path) {}

    private List<Route> unsafeRoutes() {
        JsonNode document = nobody().send("GET", "/q/openapi", null, "Accept", "application/json")
                .body();
        List<Route> routes = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (UNSAFE.contains(method)) {
                        String called = path.getKey()
                                .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
                        routes.add(new Route(method.toUpperCase(Locale.ROOT), called));
                    }
                }));
        return routes;
    }

    private Api.Answer send(Route route, String... headers) {
        return nobody().send(route.method(), route.path(), route.method().equals("DELETE") ? null : "{}", headers);
    }

    private String cookie() {
        return "attune=" + administratorToken();
    }

    private String administratorToken() {
        administrator();
        return nobody().post("/api/session", Map.of("name", "admin", "password", PASSWORD))
                .text("token");
    }

    @Test
    void everyRouteThatChangesSomethingRefusesThem() {
        String cookie = cookie();
        List<String> wrong = new ArrayList<>();
        assertThat(unsafeRoutes()).hasSizeGreaterThan(15);
        for (Route route : unsafeRoutes()) {
            for (String[] foreign : List.of(
                    new String[] {"Sec-Fetch-Site", "cross-site"},
                    new String[] {"Sec-Fetch-Site", "same-site"},
                    new String[] {"Origin", "https://evil.example.org"},
                    new String[] {"Origin", "null"},
                    new String[] {"Origin", "http://" + here.getHost() + ":1"},
                    new String[] {"X-Nothing", "said"})) {
                Api.Answer answer = send(route, "Cookie", cookie, foreign[0], foreign[1]);
                if (answer.status() != 403 || !answer.code().equals("foreign-origin")) {
                    wrong.add(route + " with " + foreign[0] + ": " + foreign[1] + " got " + answer);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(nobody().send("GET", "/api/session", null, "Cookie", cookie).status())
                .as("nobody was signed out")
                .isEqualTo(200);
    }

    @Test
    void signingInIsNotForThemEither() {
        assertThat(nobody().post(
                                "/api/session",
                                Map.of("name", "admin", "password", PASSWORD),
                                "Origin",
                                "https://evil.example.org")
                        .code())
                .isEqualTo("foreign-origin");
    }

    @Test
    void ourOwnPageAndProgramsGetThrough() {
        String token = administratorToken();
        Route route = new Route("POST", "/api/accounts");
        String origin = "http://" + here.getAuthority();
        for (String[] own : List.of(
                new String[] {"Cookie", "attune=" + token, "Sec-Fetch-Site", "same-origin"},
                new String[] {"Cookie", "attune=" + token, "Origin", origin},
                new String[] {"Authorization", "Bearer " + token},
                new String[] {"Authorization", "Bearer " + token, "Origin", "https://app.example.org"})) {
            assertThat(send(route, own).code()).as(String.join(" ", own)).isEqualTo("invalid-request");
        }
        assertThat(nobody().send(
                                "GET",
                                "/api/session",
                                null,
                                "Cookie",
                                "attune=" + token,
                                "Sec-Fetch-Site",
                                "cross-site")
                        .status())
                .isEqualTo(200);
    }
}
