package dev.attune.inference;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.attune.contracts.testing.TestKeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

/** Who may call what: every route of the OpenAPI document must be listed here. */
@QuarkusTest
@QuarkusTestResource(TestPlatformResource.class)
class RoutesIT {

    private static final Set<String> EVERYBODY =
            Set.of("annotator", "reviewer", "engineer", "administrator", "service");
    private static final Map<String, Set<String>> ALLOWED =
            Map.of("GET /v1/models", EVERYBODY, "POST /v1/chat/completions", EVERYBODY);

    @Test
    void listsEveryRouteOfTheOpenApiDocument() {
        Map<String, Map<String, ?>> paths =
                given().queryParam("format", "JSON").get("/q/openapi").path("paths");
        Set<String> routes = paths.entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
        assertThat(routes).isEqualTo(ALLOWED.keySet());
    }

    @TestFactory
    List<DynamicTest> letsEachRoleDoWhatItMay() {
        return ALLOWED.entrySet().stream()
                .flatMap(route -> route.getValue().stream()
                        .map(role -> DynamicTest.dynamicTest(
                                route.getKey() + " as " + role,
                                () -> assertThat(call(route.getKey(), TestTokens.token(role)))
                                        .isNotIn(401, 403, 404, 405, 500))))
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
                .get("/v1/models")
                .then()
                .statusCode(200);
    }

    @Test
    void refusalsHaveOpenAisForm() {
        given().get("/v1/models")
                .then()
                .statusCode(401)
                .contentType("application/json")
                .body("error.type", equalTo("authentication_error"))
                .body("error.code", equalTo("not_signed_in"))
                .body("error.message", not(emptyOrNullString()));
        given().auth()
                .oauth2("no-token")
                .get("/v1/models")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("not_signed_in"));
        given().auth()
                .oauth2(TestTokens.token("visitor"))
                .get("/v1/models")
                .then()
                .statusCode(403)
                .body("error.type", equalTo("permission_error"));
    }

    private static int call(String route, @Nullable String token) {
        String[] parts = route.split(" ", 2);
        var request = given().contentType("application/json").body("{}");
        if (token != null) {
            request.auth().oauth2(token);
        }
        return request.request(parts[0], parts[1]).statusCode();
    }
}
