package dev.attune.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.event.JobEvent.CancelRequested;
import dev.attune.contracts.event.JobEvent.PauseRequested;
import dev.attune.contracts.event.JobEvent.PolicyRequested;
import dev.attune.contracts.event.JobEvent.RecipeRequested;
import dev.attune.contracts.event.JobEvent.ResumeRequested;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class JobsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** One person, whoever is asked for: each token has a subject of its own. */
    private final String engineer = TestTokens.token("engineer");

    private final TestBus bus =
            new TestBus(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

    @Test
    void asksForPpoWithTheSettingsThatWereChanged() {
        String run = post("ppo", "{\"configuration\":{\"updates\":3,\"optimisation\":{\"learningRate\":0.002}}}")
                .statusCode(202)
                .extract()
                .path("runId");
        PolicyRequested job = (PolicyRequested) job(run);
        assertThat(job.configuration().rounds().updates()).isEqualTo(3);
        assertThat(job.configuration().policy().optimisation().adam().learningRate())
                .isEqualTo(0.002);
        assertThat(job.configuration().rounds().rolloutBatch()).isEqualTo(32);
        given().auth()
                .oauth2(TestTokens.token("reviewer"))
                .get("/api/runs/" + run)
                .then()
                .body("run.state", equalTo("REQUESTED"))
                .body("run.configuration.updates", equalTo(3));
    }

    @Test
    void asksForARewardModelWithTheDefaults() {
        String run = post("reward", "{}").statusCode(202).extract().path("runId");
        assertThat(((RewardModelRequested) job(run)).configuration().data().minimumPreferences())
                .isEqualTo(200);
    }

    @Test
    void asksForAProjectsOwnRuns() {
        String reward = post("reward", "{\"projectId\":\"style\"}")
                .statusCode(202)
                .extract()
                .path("runId");
        assertThat(((RewardModelRequested) job(reward)).projectId()).isEqualTo("style");
        String ppo = post("ppo", "{\"projectId\":\"style\"}")
                .statusCode(202)
                .extract()
                .path("runId");
        assertThat(((PolicyRequested) job(ppo)).projectId()).isEqualTo("style");
        String grpo = post("recipes/grpo", "{\"projectId\":\"style\"}")
                .statusCode(202)
                .extract()
                .path("runId");
        assertThat(((RecipeRequested) job(grpo)).projectId()).isEqualTo("style");
        post("ppo", "{\"projectId\":\"Not a name\"}").statusCode(400);
    }

    @Test
    void asksForAnyRecipeAndSaysWhoAsked() {
        String run = post("recipes/grpo", "{\"configuration\":{\"updates\":2}}")
                .statusCode(202)
                .extract()
                .path("runId");
        assertThat(((RecipeRequested) job(run)).configuration()).containsEntry("updates", 2);
        given().auth()
                .oauth2(TestTokens.token("engineer"))
                .get("/api/runs/" + run)
                .then()
                .body("run.requestedBy", notNullValue())
                .body("run.recipe", equalTo("grpo"));
        String written = post("recipes/sft", "{}").statusCode(202).extract().path("runId");
        assertThat(((RecipeRequested) job(written)).data()).isNull();
        post("recipes/dpo", "{}").statusCode(422).body("code", equalTo("data-missing"));
        post("recipes/magic", "{}").statusCode(404).body("code", equalTo("recipe-unknown"));
        given().auth()
                .oauth2(TestTokens.token("engineer"))
                .get("/api/jobs/recipes")
                .then()
                .body("name", hasItems("reward", "ppo", "grpo", "sft"))
                .body(
                        "find { it.name == 'sft' }.settings.find { it.path == 'tuning.method' }.choices",
                        hasItems("lora", "soft-prompt"))
                .body("find { it.name == 'dpo' }.settings.find { it.path == 'beta' }.help", notNullValue())
                .body("find { it.name == 'reward' }.defaults.minimumPreferences", equalTo(200));
    }

    @Test
    void whatIsAskedAgainUnderTheSameKeyIsOneRun() throws Exception {
        String key = UUID.randomUUID().toString();
        String body = "{\"configuration\":{\"updates\":4,\"prompts\":6,\"minibatch\":8}}";
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<Future<String>> runs = callers.invokeAll(Collections.nCopies(
                    8,
                    () -> once("recipes/grpo", key, body)
                            .statusCode(202)
                            .extract()
                            .path("runId")));
            Set<String> named = new HashSet<>();
            for (Future<String> run : runs) {
                named.add(run.get());
            }
            assertThat(named).hasSize(1);
            String run = named.iterator().next();
            job(run);
            assertThat(bus.records(Topics.JOBS, run)).hasSize(1);
        }
        once("recipes/grpo", key, "{\"configuration\":{\"minibatch\":8,\"prompts\":6,\"updates\":4}}")
                .statusCode(202)
                .header("Idempotency-Replayed", equalTo("true"));
        once("recipes/rloo", key, body).statusCode(422).body("code", equalTo("idempotency-key-reused"));
        once("recipes/grpo", "k".repeat(201), body).statusCode(400);
        String refused = UUID.randomUUID().toString();
        once("recipes/dpo", refused, "{}").statusCode(422).body("code", equalTo("data-missing"));
        once("recipes/sft", refused, "{}").statusCode(202);
    }

    private ValidatableResponse once(String recipe, String key, String body) {
        return given().auth()
                .oauth2(engineer)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/api/jobs/" + recipe)
                .then();
    }

    @Test
    void pausesResumesAndCancelsARunThatIsNotOver() {
        String run = post("reward", "{}").statusCode(202).extract().path("runId");
        control(run, "pause", "{}").statusCode(202).body("action", equalTo("PAUSE"));
        control(run, "resumption", "{\"reason\":\"go on\"}").statusCode(202);
        control(run, "cancellation", "{}").statusCode(400);
        control(run, "cancellation", "{\"reason\":\"wrong base\"}").statusCode(202);
        Eventually.holds(SOON, "four jobs", () -> bus.records(Topics.JOBS, run).size() == 4);
        assertThat(bus.records(Topics.JOBS, run))
                .extracting(each -> EventReader.read(each).event())
                .contains(new PauseRequested(run), new ResumeRequested(run), new CancelRequested(run, "wrong base"));
        given().auth()
                .oauth2(TestTokens.token("engineer"))
                .get("/api/runs/" + run)
                .then()
                .body("controls.action", equalTo(List.of("PAUSE", "RESUME", "CANCEL")))
                .body("controls[2].reason", equalTo("wrong base"));
        bus.send(new RunFailed(run, "reward", "cancelled", "The run was cancelled.", Instant.now()));
        Eventually.holds(
                SOON,
                "the run is over",
                () -> control(run, "pause", "{}").extract().statusCode() == 409);
        control("nobody", "pause", "{}").statusCode(404).body("code", equalTo("run-unknown"));
    }

    private static ValidatableResponse control(String run, String what, String body) {
        return given().auth()
                .oauth2(TestTokens.token("engineer"))
                .contentType("application/json")
                .body(body)
                .post("/api/runs/" + run + "/" + what)
                .then();
    }

    @Test
    void refusesASettingThatDoesNotExistByItsName() {
        post("ppo", "{\"configuration\":{\"optimisation\":{\"learningrate\":1}}}")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("unknown-setting"))
                .body("detail", containsString("optimisation.learningrate"));
    }

    @Test
    void refusesASettingOutOfRange() {
        post("reward", "{\"configuration\":{\"heldOutShare\":2}}")
                .statusCode(422)
                .body("code", equalTo("bad-setting"))
                .body("detail", containsString("heldOutShare must lie in (0, 1) but is 2.0"));
    }

    @Test
    void refusesACheckpointThatIsUnknownOrOfTheWrongKind() {
        post("ppo", "{\"policyCheckpointId\":\"nobody\"}").statusCode(404).body("code", equalTo("checkpoint-unknown"));
        String base = Samples.id("base");
        bus.send(Samples.base(base));
        Eventually.holds(
                SOON,
                "checkpoint " + base,
                () -> post("reward", "{\"baseCheckpointId\":\"" + base + "\"}")
                                .extract()
                                .statusCode()
                        == 202);
        post("ppo", "{\"rewardModelCheckpointId\":\"" + base + "\"}")
                .statusCode(422)
                .body("code", equalTo("wrong-kind"));
    }

    @Test
    void refusesBrokenJsonAndUnknownFieldsWithACode() {
        post("ppo", "{\"configuration\":").statusCode(400).body("code", equalTo("bad-request"));
        post("ppo", "{\"polciy\":1}").statusCode(400).body("code", equalTo("bad-request"));
        post("ppo", "").statusCode(400).body("code", equalTo("bad-request"));
    }

    private Object job(String runId) {
        return Eventually.get(SOON, "the job on the bus", () -> {
            var records = bus.records(Topics.JOBS, runId);
            return records.isEmpty()
                    ? Optional.empty()
                    : Optional.of(EventReader.read(records.getFirst()).event());
        });
    }

    private static ValidatableResponse post(String recipe, String body) {
        return given().auth()
                .oauth2(TestTokens.token("engineer"))
                .contentType("application/json")
                .body(body)
                .post("/api/jobs/" + recipe)
                .then();
    }
}
