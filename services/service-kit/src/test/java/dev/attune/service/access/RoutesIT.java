package dev.attune.service.access;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

import dev.attune.service.testing.KitAlone;
import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

/** What the shared settings and the shared problem form make of a service's routes. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@TestProfile(KitAlone.class)
class RoutesIT {

    @Test
    void aRouteWithoutARoleIsDeniedToEverybody() {
        given().get("/test")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("not-signed-in"));
        given().auth()
                .oauth2(TestTokens.token("administrator"))
                .get("/test")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @Test
    void whatBreaksIsAProblemWithoutItsSecret() {
        post("{\"role\":\"user\",\"content\":\"hi\"}")
                .statusCode(500)
                .body("code", equalTo("internal-error"))
                .body("detail", not(containsString("secret")));
        post("{\"role\":\"system\",\"content\":\"hi\"}").statusCode(500).body("code", equalTo("internal-error"));
    }

    @Test
    void whatCannotBeReadIsAProblemWhateverTheReason() {
        post("{\"role\":").statusCode(400).body("code", equalTo("bad-request"));
        post("[1]").statusCode(400).body("code", equalTo("bad-request"));
        post("{\"role\":{}}").statusCode(400).body("code", equalTo("bad-request"));
    }

    private static ValidatableResponse post(String body) {
        return given().auth()
                .oauth2(TestTokens.token("engineer"))
                .contentType("application/json")
                .body(body)
                .post("/test")
                .then()
                .contentType("application/problem+json");
    }
}
