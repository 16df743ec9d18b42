package dev.attune.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.MetricsPage;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What the page on metrics promises, a running service tells. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class MetricsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

    @Test
    void tellsRunsByStateAndWhatThePagePromises() {
        String run = Samples.id("run");
        bus.send(new RunEvent.RunStarted(run, "made-up-" + run, Map.of("seed", 7), List.of(), Samples.NOON));
        bus.sendRaw(Topics.RUNS, "broken", "no event");
        bus.sendUnknown(Topics.RUNS, "later");
        given().auth()
                .oauth2(TestTokens.token("engineer"))
                .contentType("application/json")
                .body("{}")
                .post("/api/jobs/reward")
                .then()
                .statusCode(202);

        Eventually.holds(
                SOON,
                "all meters",
                () -> MetricsPage.told(scrape()).containsAll(MetricsPage.promised("registry"))
                        && scrape().contains("attune_runs{recipe=\"other\",state=\"RUNNING\"}"));
        assertThat(MetricsPage.told(scrape())).isEqualTo(MetricsPage.promised("registry"));
        assertThat(scrape())
                .contains(
                        "attune_runs{recipe=\"reward\",state=\"REQUESTED\"}",
                        "attune_events_written_total{type=\"dev.attune.jobs.reward-model-requested.v1\"}",
                        "attune_dead_letters_total{topic=\"attune.runs\"}")
                .doesNotContain(run);
    }

    private static String scrape() {
        return given().get("/q/metrics").then().statusCode(200).extract().asString();
    }
}
