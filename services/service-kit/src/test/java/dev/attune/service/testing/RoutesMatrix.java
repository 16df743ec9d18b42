package dev.attune.service.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.attune.contracts.testing.TestKeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may call what: every route of the OpenAPI document must be in the service's table. */
public abstract class RoutesMatrix {

    /** Every role. */
    protected static final Set<String> EVERYBODY =
            Set.of("annotator", "reviewer", "engineer", "administrator", "service");

    private final Map<String, Set<String>> allowed;

    /** @param allowed the roles that may call a route, such as {@code GET /api/runs/{id}} */
    protected RoutesMatrix(Map<String, Set<String>> allowed) {
        this.allowed = allowed;
    }

    @Test
    void listsEveryRouteOfTheOpenApiDocument() {
        Map<String, Map<String, ?>> paths =
                given().queryParam("format", "JSON").get("/q/openapi").path("paths");
        Set<String> routes = paths.entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
        assertThat(routes).isEqualTo(allowed.keySet());
    }

    @TestFactory
    List<DynamicTest> letsEachRoleDoWhatItMay() {
        return allowed.keySet().stream()
                .flatMap(route -> EVERYBODY.stream()
                        .map(role -> DynamicTest.dynamicTest(route + " as " + role, () -> check(route, role))))
                .toList();
    }

    private void check(String route, String role) {
        int status = call(route, TestTokens.token(role));
        if (!allowed.getOrDefault(route, Set.of()).contains(role)) {
            assertThat(status).isEqualTo(403);
            return;
        }
        assertThat(status).isNotIn(401, 403, 405, 500);
        if (!route.contains("{")) {
            assertThat(status).isNotEqualTo(404);
        }
    }

    @TestFactory
    List<DynamicTest> letsNobodyInWithoutAValidToken() {
        String foreign = TestKeys.foreignToken("administrator", "engineer");
        return allowed.keySet().stream()
                .map(route -> DynamicTest.dynamicTest(route, () -> {
                    assertThat(call(route, null)).isEqualTo(401);
                    assertThat(call(route, foreign)).isEqualTo(401);
                    assertThat(call(route, TestTokens.token("visitor"))).isEqualTo(403);
                }))
                .toList();
    }

    @Test
    void takesTheTokenFromThePagesCookie() {
        String route = allowed.keySet().stream()
                .filter(each -> each.startsWith("GET ") && !each.contains("{"))
                .findFirst()
                .orElseThrow();
        given().cookie("attune", TestTokens.token("annotator"))
                .get(route.substring(4))
                .then()
                .statusCode(200);
    }

    private static int call(String route, @Nullable String token) {
        String[] parts = route.split(" ", 2);
        RequestSpecification request = given().contentType("application/json").body("{}");
        if (token != null) {
            request.auth().oauth2(token);
        }
        return request.request(parts[0], parts[1].replaceAll("\\{[^}]+}", "nobody"))
                .statusCode();
    }
}
