package dev.attune.inference;

import java.time.Duration;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.MetricsPage;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What the page on metrics promises, a running service tells. */
@QuarkusTest
@QuarkusTestResource(ModelsResource.class)
class MetricsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

    @Test
    void tellsChatsAndModelsAndWhatThePagePromises() {
        bus.sendRaw(Topics.PROMPTS, "broken", "no event");
        bus.sendUnknown(Topics.PROMPTS, "later");
        Eventually.holds(SOON, "a model", () -> given().get("/q/health/ready").statusCode() == 200);
        given().auth()
                .oauth2(TestTokens.token("annotator"))
                .contentType("application/json")
                .body("{\"model\":\"production\",\"max_tokens\":2,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);

        Eventually.holds(
                SOON, "all meters", () -> MetricsPage.told(scrape()).containsAll(MetricsPage.promised("inference")));
        assertThat(MetricsPage.told(scrape())).isEqualTo(MetricsPage.promised("inference"));
        assertThat(scrape())
                .containsPattern("attune_chat_requests_total\\{outcome=\"admitted\"} [1-9]")
                .containsPattern("attune_models_loaded [1-9]")
                .contains("kafka_consumer_coordinator_assigned_partitions");
    }

    private static String scrape() {
        return given().get("/q/metrics").then().statusCode(200).extract().asString();
    }
}
