package dev.attune.registry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.attune.contracts.testing.TestKeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Who may call what: every route of the OpenAPI document must be listed here. */
@QuarkusTest
@QuarkusTestResource(TestPlatformResource.class)
class RoutesIT {

    private static final Set<String> EVERYBODY =
            Set.of("annotator", "reviewer", "engineer", "administrator", "service");
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "GET /api/checkpoints", EVERYBODY,
            "GET /api/checkpoints/{id}", EVERYBODY,
            "GET /api/checkpoints/{id}/lineage", EVERYBODY,
            "GET /api/runs", EVERYBODY,
            "GET /api/runs/{id}", EVERYBODY,
            "GET /api/evaluations", EVERYBODY,
            "GET /api/promotions", EVERYBODY,
            "POST /api/promotions", Set.of("engineer", "administrator"),
            "POST /api/jobs/reward", Set.of("engineer"),
            "POST /api/jobs/ppo", Set.of("engineer"));

    @Test
    void listsEveryRouteOfTheOpenApiDocument() {
        Map<String, Map<String, ?>> paths =
                given().queryParam("format", "JSON").get("/q/openapi").path("paths");
        Set<String> routes = paths.entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .map(method -> method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
        assertThat(routes).isEqualTo(ALLOWED.keySet());
    }

    @TestFactory
    List<DynamicTest> letsEachRoleDoWhatItMay() {
        return ALLOWED.entrySet().stream()
                .flatMap(route -> EVERYBODY.stream()
                        .map(role -> DynamicTest.dynamicTest(route.getKey() + " as " + role, () -> {
                            int status = call(route.getKey(), TestTokens.token(role));
                            if (route.getValue().contains(role)) {
                                assertThat(status).isNotIn(401, 403, 405, 500);
                            } else {
                                assertThat(status).isEqualTo(403);
                            }
                        })))
                .toList();
    }

    @TestFactory
    List<DynamicTest> letsNobodyInWithoutAValidToken() {
        String foreign = TestKeys.foreignToken("administrator", "engineer");
        return ALLOWED.keySet().stream()
                .map(route -> DynamicTest.dynamicTest(route, () -> {
                    assertThat(call(route, null)).isEqualTo(401);
                    assertThat(call(route, foreign)).isEqualTo(401);
                    assertThat(call(route, TestTokens.token("visitor"))).isEqualTo(403);
                }))
                .toList();
    }

    @Test
    void takesTheTokenFromThePagesCookie() {
        given().cookie("attune", TestTokens.token("annotator"))
                .get("/api/promotions")
                .then()
                .statusCode(200);
    }

    @Test
    void refusalsAreProblemsWithACode() {
        given().get("/api/runs")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("not-signed-in"));
        given().auth()
                .oauth2(TestTokens.token("annotator"))
                .contentType("application/json")
                .body("{}")
                .post("/api/jobs/ppo")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
        given().auth()
                .oauth2(TestTokens.token("annotator"))
                .get("/api/runs/nobody")
                .then()
                .statusCode(404)
                .body("code", equalTo("run-unknown"));
        given().auth()
                .oauth2(TestTokens.token("annotator"))
                .get("/api/runs?limit=0")
                .then()
                .statusCode(400)
                .body("code", equalTo("bad-request"));
    }

    private static int call(String route, @org.jspecify.annotations.Nullable String token) {
        String[] parts = route.split(" ", 2);
        var request = given().contentType("application/json").body("{}");
        if (token != null) {
            request.auth().oauth2(token);
        }
        return request.request(parts[0], parts[1].replace("{id}", "nobody")).statusCode();
    }
}
