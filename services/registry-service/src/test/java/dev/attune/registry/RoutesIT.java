package dev.attune.registry;

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
        super("registry");
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
