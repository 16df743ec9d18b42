package dev.attune.registry.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class PromptRunsIT {

    private final String digest = Sha256.of(UUID.randomUUID().toString());

    @Test
    void arrivesInPartsGoesOnWhereItStoppedAndIsMeasuredHere() {
        String id = begin(40).statusCode(201).extract().path("id");
        List<Map<String, Object>> rows = rows();
        send(id, 0, rows.subList(0, 25))
                .statusCode(200)
                .body("stored", equalTo(25))
                .body("summaries", empty());
        begin(40).statusCode(200).body("id", equalTo(id)).body("stored", equalTo(25));
        send(id, 30, rows.subList(30, 40)).statusCode(409).body("code", equalTo("run-conflict"));
        send(id, 20, rows.subList(20, 40))
                .statusCode(200)
                .body("stored", equalTo(40))
                .body("summaries.prompt", contains("short", "long"))
                .body("summaries[0].passed", equalTo(11))
                .body("summaries[1].passed", equalTo(19))
                .body("summaries[1].score.mean", closeTo(0.95));
        send(id, 0, rows).statusCode(200).body("stored", equalTo(40));
        as("reviewer").get("/api/prompt-runs").then().body("id", hasItem(id));
    }

    @Test
    void showsTheMatrixEachAnswerAndTwoPromptsSideBySide() {
        String id = begin(40).statusCode(201).extract().path("id");
        send(id, 0, rows()).statusCode(200);
        as("engineer")
                .get("/api/prompt-runs/" + id + "/cases?limit=2")
                .then()
                .body("number", contains(1, 2))
                .body("[0].cells.prompt", contains("short", "long"))
                .body("[0].cells.state", contains("FAILED", "PASSED"));
        as("engineer")
                .get("/api/prompt-runs/" + id + "/cases?failed=true")
                .then()
                .body("$", hasSize(10))
                .body("[9].number", equalTo(20));
        as("engineer")
                .get("/api/prompt-runs/" + id + "/cases?failed=true&after=9")
                .then()
                .body("number", contains(20));
        as("engineer")
                .get("/api/prompt-runs/" + id + "/rows/20")
                .then()
                .statusCode(200)
                .body("prompt", equalTo("long"))
                .body("conversation[0].content", equalTo("Say word 1."))
                .body("output", equalTo("word 1"));
        as("engineer").get("/api/prompt-runs/" + id + "/rows/40").then().statusCode(404);
        comparison(id, "short", "long")
                .statusCode(200)
                .body("cases", equalTo(20))
                .body("difference.mean", closeTo(0.4))
                .body("clear", equalTo(true))
                .body("better", hasSize(9))
                .body("worse", contains("word 20"))
                .body("mcNemar", closeTo(0.021484375));
        comparison(id, "short", "nobody").statusCode(422).body("code", equalTo("nothing-to-compare"));
        comparison(id, "short", "%00").statusCode(400);
    }

    @Test
    void knowsTheVersionsThatWereRun() {
        String name = "prompt-" + digest.substring(0, 8);
        as("engineer")
                .body(Map.of("content", Map.of("template", "Say {{ what }}.")))
                .post("/api/prompts/" + name + "/versions")
                .then()
                .statusCode(201);
        begin(1, List.of(Map.of("label", "short", "name", name, "version", 2)))
                .statusCode(404)
                .body("code", equalTo("version-unknown"));
        String id = begin(1, List.of(Map.of("label", "short", "name", name, "version", 1)))
                .statusCode(201)
                .extract()
                .path("id");
        as("engineer").get("/api/prompt-runs?prompt=" + name).then().body("id", contains(id));
        as("engineer").get("/api/prompt-runs?prompt=nobody").then().body("$", empty());
        String second = begin(Sha256.of(name), 1, List.of(Map.of("label", "short", "name", name, "version", 1)))
                .statusCode(201)
                .extract()
                .path("id");
        String link = as("engineer")
                .get("/api/prompt-runs?limit=1&prompt=" + name)
                .then()
                .body("id", contains(second))
                .extract()
                .header("Link");
        as("engineer")
                .get(link.substring(1, link.indexOf('>')))
                .then()
                .body("id", contains(id))
                .header("Link", nullValue());
    }

    @Test
    void isTakenAwayForGood() {
        String id = begin(40).statusCode(201).extract().path("id");
        send(id, 0, rows()).statusCode(200);
        as("engineer").delete("/api/prompt-runs/" + id).then().statusCode(204);
        as("engineer").get("/api/prompt-runs/" + id).then().statusCode(404).body("code", equalTo("prompt-run-unknown"));
        begin(40).statusCode(201);
    }

    @Test
    void refusesWhatIsNotAsAnnounced() {
        String id = begin(2).statusCode(201).extract().path("id");
        send(id, 0, rows().subList(0, 3)).statusCode(409);
        send(id, 0, List.of(row("other", 1, true))).statusCode(409).body("code", equalTo("run-conflict"));
        send(id, 0, List.of(Map.of("prompt", "short"))).statusCode(400);
        send(id, 0, List.of()).statusCode(400);
        begin(3).statusCode(409).body("code", equalTo("run-conflict"));
    }

    private ValidatableResponse begin(int rows) {
        return begin(rows, List.of(Map.of("label", "short"), Map.of("label", "long")));
    }

    private ValidatableResponse begin(int rows, List<Map<String, Object>> prompts) {
        return begin(digest, rows, prompts);
    }

    private static ValidatableResponse begin(String digest, int rows, List<Map<String, Object>> prompts) {
        return as("engineer")
                .body(Map.of("digest", digest, "suite", "words", "prompts", prompts, "cases", 20, "rows", rows))
                .post("/api/prompt-runs")
                .then();
    }

    private static ValidatableResponse send(String id, int from, List<Map<String, Object>> rows) {
        return as("engineer")
                .body(Map.of("from", from, "rows", rows))
                .post("/api/prompt-runs/" + id + "/rows")
                .then();
    }

    private static ValidatableResponse comparison(String id, String before, String after) {
        return as("engineer")
                .urlEncodingEnabled(false)
                .get("/api/prompt-runs/" + id + "/comparison?prompt=" + before + "&provider=m&otherId=" + id
                        + "&otherPrompt=" + after + "&otherProvider=m")
                .then();
    }

    /** short passes cases 10 to 20, long all but the last. */
    private static List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int number = 1; number <= 20; number++) {
            rows.add(row("short", number, number >= 10));
        }
        for (int number = 1; number <= 20; number++) {
            rows.add(row("long", number, number != 20));
        }
        return rows;
    }

    private static Map<String, Object> row(String prompt, int number, boolean passed) {
        return Map.ofEntries(
                Map.entry("prompt", prompt),
                Map.entry("provider", "m"),
                Map.entry("number", number),
                Map.entry("title", "word " + number),
                Map.entry("repeat", 1),
                Map.entry("variables", Map.of("what", "word " + number)),
                Map.entry("conversation", List.of(Map.of("role", "user", "content", "Say word " + number + "."))),
                Map.entry("output", passed ? "word " + number : "no"),
                Map.entry("error", ""),
                Map.entry("state", passed ? "PASSED" : "FAILED"),
                Map.entry("score", passed ? 1 : 0),
                Map.entry("reason", passed ? "" : "equals: no is not what was expected"),
                Map.entry("checks", List.of()),
                Map.entry("millis", 1.5));
    }

    private static org.hamcrest.Matcher<Number> closeTo(double value) {
        return new org.hamcrest.CustomMatcher<>("about " + value) {
            @Override
            public boolean matches(Object actual) {
                return actual instanceof Number number && Math.abs(number.doubleValue() - value) < 1e-6;
            }
        };
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(TestTokens.token(role)).contentType("application/json");
    }
}
