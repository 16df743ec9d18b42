package dev.attune.service.testing;

import java.util.HashMap;
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
import dev.attune.service.access.Claims;
import dev.attune.service.access.Scopes;
import dev.attune.service.testing.AuthorisationTable.Row;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Who may call what: every route of the OpenAPI document must be in the table {@code authorisation.txt}. */
public abstract class RoutesMatrix {

    /** Every scope that there is. */
    private static final List<String> ALL_SCOPES = List.of(
            Scopes.PROJECTS_READ,
            Scopes.PROMPTS_WRITE,
            Scopes.PREFERENCES_WRITE,
            Scopes.RATINGS_READ,
            Scopes.EXPORTS_READ,
            Scopes.THUMBS_WRITE,
            Scopes.MODELS_USE,
            Scopes.REGISTRY_READ);

    private final Map<String, Row> rows;

    /** @param service as the table {@code authorisation.txt} calls it */
    protected RoutesMatrix(String service) {
        this.rows = AuthorisationTable.of(service).stream().collect(Collectors.toMap(Row::route, row -> row));
    }

    @Test
    void listsEveryRouteOfTheOpenApiDocument() {
        Map<String, Map<String, ?>> paths =
                given().queryParam("format", "JSON").get("/q/openapi").path("paths");
        Set<String> routes = paths.entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
        assertThat(routes).isEqualTo(rows.keySet());
    }

    @TestFactory
    List<DynamicTest> letsEachRoleDoWhatItMay() {
        return rows.values().stream()
                .flatMap(row -> AuthorisationTable.CALLERS.stream()
                        .map(caller ->
                                DynamicTest.dynamicTest(row.route() + " as " + caller, () -> check(row, caller))))
                .toList();
    }

    private static void check(Row row, String caller) {
        int status = call(row.route(), caller.equals("nobody") ? null : TestTokens.token(caller));
        switch (row.outcome(caller)) {
            case NO -> assertThat(status).isEqualTo(401);
            case NEVER -> assertThat(status).isEqualTo(403);
            case HIDDEN -> assertThat(status).isEqualTo(404);
            case YES -> {
                assertThat(status).isNotIn(401, 403, 405).isLessThan(500);
                if (!row.route().contains("{")) {
                    assertThat(status).isNotEqualTo(404);
                }
            }
        }
    }

    @TestFactory
    List<DynamicTest> letsNobodyInWithoutAValidToken() {
        String foreign = TestKeys.foreignToken("administrator", "engineer");
        return rows.keySet().stream()
                .map(route -> DynamicTest.dynamicTest(route, () -> {
                    assertThat(call(route, foreign)).isEqualTo(401);
                    assertThat(call(route, TestTokens.token("visitor"))).isEqualTo(403);
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> letsServiceTokensDoWhatTheirScopesSay() {
        return rows.values().stream()
                .map(row -> DynamicTest.dynamicTest(row.route() + " wants " + row.scope(), () -> checkScope(row)))
                .toList();
    }

    private static void checkScope(Row row) {
        if (!row.scope().isEmpty()) {
            assertThat(call(row.route(), scoped(List.of(row.scope()), null))).isNotIn(401, 403);
            assertThat(call(row.route(), scoped(List.of(row.scope()), "a project")))
                    .isEqualTo(403);
        }
        List<String> others =
                ALL_SCOPES.stream().filter(scope -> !scope.equals(row.scope())).toList();
        assertThat(call(row.route(), scoped(others, null))).isEqualTo(403);
    }

    private static String scoped(List<String> scopes, @Nullable String project) {
        Map<String, Object> claims = new HashMap<>(Map.of(Claims.SCOPES, scopes));
        if (project != null) {
            claims.put(Claims.PROJECT, project);
        }
        return TestTokens.tokenOf("t-1", claims, "service", "engineer", "administrator");
    }

    @TestFactory
    List<DynamicTest> letsNoPageOfElsewhereChangeAnything() {
        return rows.keySet().stream()
                .filter(route -> !route.startsWith("GET "))
                .map(route -> DynamicTest.dynamicTest(route, () -> {
                    String[] parts = route.split(" ", 2);
                    given().contentType("application/json")
                            .body("{}")
                            .cookie("attune", TestTokens.token("administrator", "engineer"))
                            .header("Origin", "https://evil.example.org")
                            .request(parts[0], parts[1].replaceAll("\\{[^}]+}", "nobody"))
                            .then()
                            .statusCode(403)
                            .body("code", equalTo("foreign-origin"));
                }))
                .toList();
    }

    @Test
    void takesTheTokenFromThePagesCookie() {
        String route = rows.keySet().stream()
                .filter(each -> each.startsWith("GET ") && !each.contains("{"))
                .findFirst()
                .orElseThrow();
        given().cookie("attune", TestTokens.token("administrator"))
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
