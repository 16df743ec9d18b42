package dev.attune.registry;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.RoutesMatrix;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

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

    /** In an address they are percent-encoded once more where an address could not hold them. */
    @ParameterizedTest
    @ValueSource(strings = {"..", "%2e%2e", "%2Fetc%2Fpasswd", "%00", "A", "a_b", "a%20b", "%252e", "%F0%9F%98%80"})
    void aNameThatIsNoneIsUnknownOrRefused(String name) {
        for (String route :
                List.of("runs/%s", "checkpoints/%s", "checkpoints/%s/lineage", "evaluations?checkpointId=%s")) {
            int status = given().urlEncodingEnabled(false)
                    .auth()
                    .oauth2(TestTokens.token("annotator"))
                    .get("/api/" + route.formatted(name))
                    .statusCode();
            assertThat(status).as("%s with %s", route, name).isIn(400, 404);
        }
        for (String body : List.of(
                "{\"channel\":\"production\",\"reason\":\"r\",\"checkpointId\":\"%s\"}",
                "{\"channel\":\"%s\",\"reason\":\"r\",\"checkpointId\":\"base\"}")) {
            String decoded = URLDecoder.decode(name, StandardCharsets.UTF_8).replace("\u0000", "\\u0000");
            given().auth()
                    .oauth2(TestTokens.token("engineer"))
                    .contentType("application/json")
                    .body(body.formatted(decoded))
                    .post("/api/promotions")
                    .then()
                    .statusCode(is(oneOf(400, 404)));
        }
    }
}
