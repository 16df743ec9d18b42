package dev.attune.registry.prompt;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.PromptVersionEvent.PromptLabelled;
import dev.attune.contracts.event.PromptVersionEvent.PromptUnlabelled;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class PromptsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

    private final String name = "greet-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void theSameContentIsTheSameVersionWhateverItsOrderAndNote() {
        push("engineer", Map.of("content", Map.of("template", "Say {{ what }}.", "system", "Be terse."), "note", "one"))
                .statusCode(201)
                .body("version", equalTo(1))
                .body("variables", contains("what"))
                .body("note", equalTo("one"))
                .body("author", notNullValue());
        push("engineer", content("Shout {{ what }}!")).statusCode(201).body("version", equalTo(2));
        push("reviewer", Map.of("content", Map.of("system", "Be terse.", "template", "Say {{ what }}."), "note", "x"))
                .statusCode(200)
                .body("version", equalTo(1))
                .body("note", equalTo("one"));
        as("engineer").get("/api/prompts/" + name).then().body("versions", hasSize(2));
    }

    @Test
    void labelsMoveAndTheLogKeepsWhoMovedThemAndWhen() {
        push("engineer", content("a")).statusCode(201);
        push("engineer", content("b")).statusCode(201);
        move("engineer", "staging", 1).statusCode(200).body("version", equalTo(1));
        move("engineer", "staging", 2).statusCode(200);
        move("engineer", "staging", 2).statusCode(200);
        as("service")
                .get("/api/prompts/" + name + "/versions/staging")
                .then()
                .statusCode(200)
                .body("content.template", equalTo("b"))
                .body("labels", contains("staging"));
        as("engineer")
                .get("/api/prompts/" + name + "/log")
                .then()
                .body("action", contains("LABEL_MOVED", "LABEL_MOVED", "VERSION_ADDED", "VERSION_ADDED"))
                .body("[0].previousVersion", equalTo(1))
                .body("[0].version", equalTo(2))
                .body("[0].by", notNullValue())
                .body("[0].at", notNullValue());
    }

    @Test
    void programsHearOfEveryMoveWithAllThatTheyNeed() {
        push("engineer", content("a"));
        push("engineer", content("b"));
        move("engineer", "staging", 1);
        move("engineer", "staging", 2);
        as("engineer").delete("/api/prompts/" + name).then().statusCode(204);
        as("engineer").post("/api/prompts/" + name + "/restoration").then().statusCode(200);
        List<ReceivedEvent> heard = Eventually.get(SOON, "four events", () -> {
            List<ReceivedEvent> events = bus.events(Topics.PROMPT_VERSIONS, name + "@staging");
            return events.size() < 4 ? Optional.empty() : Optional.of(events);
        });
        assertThat(heard)
                .extracting(ReceivedEvent::event)
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(PromptLabelled.class),
                        second ->
                                assertThat(((PromptLabelled) second).content()).containsEntry("template", "b"),
                        third -> assertThat(third).isInstanceOf(PromptUnlabelled.class),
                        last -> assertThat(((PromptLabelled) last).version()).isEqualTo(2));
    }

    @Test
    void onlyReviewersAndAdministratorsDecideWhatProductionLeadsTo() {
        push("engineer", content("a")).statusCode(201);
        move("engineer", "production", 1)
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("label-guarded"));
        move("reviewer", "production", 1).statusCode(200);
        as("engineer")
                .delete("/api/prompts/" + name + "/labels/production")
                .then()
                .statusCode(403);
        for (String role : List.of("engineer", "administrator")) {
            as(role).delete("/api/prompts/" + name)
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("prompt-served"))
                    .body("detail", containsString("Version 1 of the prompt " + name + " answers people"));
        }
        as("administrator")
                .delete("/api/prompts/" + name + "/labels/production")
                .then()
                .statusCode(204);
        as("engineer").delete("/api/prompts/" + name).then().statusCode(204);
    }

    @Test
    void whatWasDeletedIsHiddenAndComesBackWhole() {
        push("engineer", content("a")).statusCode(201);
        move("engineer", "staging", 1).statusCode(200);
        as("engineer").delete("/api/prompts/" + name).then().statusCode(204);
        as("engineer").get("/api/prompts/" + name).then().statusCode(404).body("code", equalTo("prompt-unknown"));
        as("engineer").get("/api/prompts").then().body("name", not(hasItem(name)));
        as("engineer").get("/api/prompts?deleted=true").then().body("name", hasItem(name));
        push("engineer", content("b")).statusCode(409).body("code", equalTo("prompt-deleted"));
        as("engineer")
                .post("/api/prompts/" + name + "/restoration")
                .then()
                .statusCode(200)
                .body("labels.label", contains("staging"));
        as("engineer").get("/api/prompts/" + name + "/versions/1").then().statusCode(200);
    }

    @Test
    void aDiffSaysWhatChangedPartByPart() {
        push("engineer", content("Hello\nSay {{ what }}."));
        push("engineer", content("Hello\nShout {{ what }}!"));
        as("engineer")
                .get("/api/prompts/" + name + "/diff?from=1")
                .then()
                .statusCode(200)
                .body("to", equalTo(2))
                .body("parts.part", contains("template"))
                .body("parts[0].lines.change", contains("SAME", "REMOVED", "ADDED"))
                .body("parts[0].lines[2].text", equalTo("Shout {{ what }}!"));
    }

    @Test
    void refusesWithACodeWhatItCannotKeep() {
        push("engineer", content(" ")).statusCode(400).body("code", equalTo("bad-request"));
        push("engineer", content("x".repeat(100_001))).statusCode(400);
        push("engineer", Map.of("content", Map.of("template", "a", "unknown", 1)))
                .statusCode(400)
                .body("detail", containsString("unknown"));
        push("engineer", Map.of("content", Map.of("template", "a", "examples", List.of(Map.of("user", "only")))))
                .statusCode(400);
        push("engineer", content("a")).statusCode(201);
        move("engineer", "latest", 1).statusCode(422).body("code", equalTo("bad-label"));
        move("engineer", "1st", 1).statusCode(422).body("code", equalTo("bad-label"));
        move("engineer", "staging", 2).statusCode(404).body("code", equalTo("version-unknown"));
        move("engineer", "staging", 0).statusCode(400);
        as("engineer")
                .get("/api/prompts/" + name + "/versions/nothing")
                .then()
                .statusCode(404)
                .body("code", equalTo("version-unknown"));
        as("engineer")
                .delete("/api/prompts/" + name + "/labels/nothing")
                .then()
                .statusCode(404)
                .body("code", equalTo("label-unknown"));
        as("engineer").get("/api/prompts/" + name + "/diff").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "%2e%2e", "%2Fetc", "%00", "A", "a_b", "%252e", "%F0%9F%98%80"})
    void aNameThatIsNoneIsUnknownOrRefused(String odd) {
        for (String route : List.of("prompts/%s", "prompts/%s/log", "prompt-runs/%s", "prompts/%s/diff?from=%s")) {
            given().urlEncodingEnabled(false)
                    .auth()
                    .oauth2(TestTokens.token("engineer"))
                    .get("/api/" + route.replace("%s", odd))
                    .then()
                    .statusCode(oneOf(400, 404));
        }
        given().urlEncodingEnabled(false)
                .auth()
                .oauth2(TestTokens.token("engineer"))
                .contentType("application/json")
                .body(content("a"))
                .post("/api/prompts/" + odd + "/versions")
                .then()
                .statusCode(oneOf(400, 404, 405, 422));
    }

    @Test
    void aPartOfThePromptsLeadsToThoseAfterIt() {
        push("engineer", content("a"));
        // A name after this one, so that there is a part behind it.
        String later = name + "-z";
        as("engineer")
                .body(content("a"))
                .post("/api/prompts/" + later + "/versions")
                .then()
                .statusCode(201);
        String before = name.substring(0, name.length() - 1);

        as("engineer")
                .get("/api/prompts?limit=1&after=" + before)
                .then()
                .body("name", contains(name))
                .header("Link", equalTo("</api/prompts?limit=1&after=" + name + ">; rel=\"next\""));
        as("engineer").get("/api/prompts?limit=1&after=" + name).then().body("name", contains(later));
        as("engineer").get("/api/prompts?after=zzzz").then().body("$", empty()).header("Link", nullValue());
        as("engineer").get("/api/prompts?after=A%20B").then().statusCode(400);
    }

    @Test
    void pagesOfVersionsEnd() {
        push("engineer", content("a"));
        push("engineer", content("b"));
        push("engineer", content("c"));
        as("engineer").get("/api/prompts/" + name + "/versions?limit=2").then().body("version", contains(3, 2));
        as("engineer").get("/api/prompts/" + name + "/versions?before=2").then().body("version", contains(1));
        as("engineer").get("/api/prompts/" + name + "/versions?before=1").then().body("$", empty());
    }

    private static Map<String, Object> content(String template) {
        return Map.of("content", Map.of("template", template));
    }

    private ValidatableResponse push(String role, Object body) {
        return as(role).body(body).post("/api/prompts/" + name + "/versions").then();
    }

    private ValidatableResponse move(String role, String label, int version) {
        return as(role).body(Map.of("version", version, "reason", "it is better"))
                .put("/api/prompts/" + name + "/labels/" + label)
                .then();
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(TestTokens.token(role)).contentType("application/json");
    }
}
