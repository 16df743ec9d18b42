package dev.attune.registry;

import java.util.Map;
import java.util.Set;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.RoutesMatrix;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class RoutesIT extends RoutesMatrix {

    RoutesIT() {
        super(Map.ofEntries(
                Map.entry("GET /api/checkpoints", EVERYBODY),
                Map.entry("GET /api/checkpoints/{id}", EVERYBODY),
                Map.entry("GET /api/checkpoints/{id}/lineage", EVERYBODY),
                Map.entry("GET /api/runs", EVERYBODY),
                Map.entry("GET /api/runs/{id}", EVERYBODY),
                Map.entry("GET /api/evaluations", EVERYBODY),
                Map.entry("GET /api/promotions", EVERYBODY),
                Map.entry("POST /api/promotions", Set.of("engineer", "administrator")),
                Map.entry("POST /api/jobs/reward", Set.of("engineer")),
                Map.entry("POST /api/jobs/ppo", Set.of("engineer")),
                Map.entry("GET /api/outbox", Set.of("administrator")),
                Map.entry("POST /api/outbox/republish", Set.of("administrator"))));
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
}
