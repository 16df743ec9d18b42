package dev.attune.registry;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Long lists come in parts, each of which leads to the next, also where many rows are of one moment. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class PartsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

    @Test
    void thePartsAreTheWholeListAndRepeatNothing() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String id = Samples.id("base");
            made.add(id);
            bus.send(Samples.checkpoint(id, Kind.BASE, null, Samples.NOON.plusSeconds(i / 2)));
        }
        Eventually.holds(
                SOON,
                "all are known",
                () -> ids(get("/api/checkpoints?kind=BASE&limit=1000")).containsAll(made));

        List<String> walked = new ArrayList<>();
        String next = "/api/checkpoints?kind=BASE&limit=2";
        while (next != null) {
            Response part = get(next);
            assertThat(ids(part)).hasSizeBetween(1, 2);
            walked.addAll(ids(part));
            Matcher link = NEXT.matcher(String.valueOf(part.header("Link")));
            next = link.matches() ? link.group(1) : null;
        }
        assertThat(walked).doesNotHaveDuplicates().isEqualTo(ids(get("/api/checkpoints?kind=BASE&limit=1000")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/runs",
                "/api/checkpoints",
                "/api/evaluations",
                "/api/proposals",
                "/api/promotions/production",
                "/api/prompt-runs"
            })
    void whatNoListGaveIsRefusedAndAnEmptyPartIsNone(String path) {
        Response bad = get(path + "?before=yesterday");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.<String>path("code")).isEqualTo("bad-cursor");
        Response old = get(path + "?before=MTk3MC0wMS0wMVQwMDowMDowMFogeA");
        assertThat(old.statusCode()).isEqualTo(200);
        assertThat(old.<List<Object>>path("$")).isEmpty();
        assertThat(old.header("Link")).isNull();
    }

    private static List<String> ids(Response list) {
        return list.path("checkpointId");
    }

    /** The path may be encoded already, as in a link. */
    private static Response get(String path) {
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(TestTokens.token("reviewer"))
                .get(URI.create(path).toString());
    }
}
