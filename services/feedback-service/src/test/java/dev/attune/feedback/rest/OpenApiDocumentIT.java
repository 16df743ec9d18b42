package dev.attune.feedback.rest;

import java.io.IOException;
import java.nio.file.Path;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.json.Json;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** The document that feedback-ui's types are generated from is the one that the service serves. */
@QuarkusTest
class OpenApiDocumentIT extends ServiceFixture {

    @Test
    void committedDocumentIsTheOneThatIsServed() throws IOException {
        assertThat(nobody().send("GET", "/q/openapi", null, "Accept", "application/json")
                        .body())
                .isEqualTo(Json.MAPPER.readTree(
                        Path.of("src/main/openapi/openapi.json").toFile()));
    }
}
