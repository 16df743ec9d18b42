package dev.attune.inference;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.service.testing.RoutesMatrix;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

@QuarkusTest
@QuarkusTestResource(ModelsResource.class)
class RoutesIT extends RoutesMatrix {

    RoutesIT() {
        super("inference");
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
}
