package dev.attune.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.cli.AttuneCommand;
import dev.attune.cli.terminal.Context;
import dev.attune.cli.testing.FakeHttp;
import dev.attune.contracts.json.Json;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Installation;
import dev.attune.platform.testing.HandMadeModel;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLinesTest {

    private static final String GOOD = "{\"prompt\":\"Q\",\"chosen\":\"good\",\"rejected\":\"bad\"}";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path models;

    @BeforeEach
    void shipAModel() {
        models = folder.resolve("root/language-model/models");
        HandMadeModel.write(models.resolve("little"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "down",
                "start-caches",
                "status",
                "logs",
                "doctor",
                "model pull",
                "model list",
                "model show",
                "import",
                "tail",
                "republish",
                "clean",
                "show run",
                "admin reset",
                "prompts push",
                "prompts pull",
                "prompts list",
                "prompts history",
                "prompts label",
                "bench feedback",
                "bench raters",
                "bench choice"
            })
    void everyCommandExplainsItselfWithAnExample(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: attune " + command).contains("Example: ./attune " + command);
    }

    @Test
    void startCachesAreNotMadeOfADevelopmentsFolders() {
        assertThat(run("start-caches")).isEqualTo(1);
        assertThat(err.toString())
                .contains("Java makes start caches of jars only")
                .hasLineCount(1);
    }

    @Test
    void theListOfCommandsNamesThoseOfOtherRooms() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("generate")
                .contains("train reward")
                .contains("evaluate perplexity")
                .contains("bench feedback")
                .contains("prompts push")
                .contains("prompts run")
                .contains("bench load");
        assertThat(run("bench")).isEqualTo(2);
        assertThat(err.toString()).contains("bench feedback").contains("bench load");
        assertThat(run("bench", "feedback", "--rows", "PEER")).isEqualTo(1);
        assertThat(err.toString()).contains("--peer must name a Python that has label-studio, for the row PEER.");
    }

    @Test
    void wrongUsageIsOneSentenceAndExitCodeTwo() {
        assertThat(run("stauts")).isEqualTo(2);
        assertThat(err.toString())
                .contains("stauts")
                .contains("See ./attune --help.")
                .doesNotContain("Exception");
        assertThat(run("train", "cats")).isEqualTo(2);
        assertThat(err.toString())
                .contains("There is no train cats; there are:")
                .contains("train reward");
        assertThat(run("up", "--port-kafka", "70000")).isEqualTo(1);
        assertThat(err.toString()).contains("--port-kafka must be a port from 1 to 65535 but is 70000.");
    }

    @Test
    void aFailureIsASentenceAndVerboseAddsWhere() {
        assertThat(run("model", "show", "nope")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("There is no model nope; choose one of little,")
                .doesNotContain("\tat ");
        assertThat(run("model", "show", "nope", "--verbose")).isEqualTo(1);
        assertThat(err.toString()).contains("\tat ");
    }

    @Test
    void whatNeedsAPlatformSaysThatNoneRuns() {
        assertThat(run("tail", "attune.feedback")).isEqualTo(1);
        assertThat(err.toString()).contains("No platform runs in ATTUNE_HOME").contains("./attune up");
        assertThat(run("down")).isZero();
        assertThat(run("status", "--json")).isZero();
        assertThat(out.toString()).contains("\"phase\" : \"STOPPED\"");
    }

    @Test
    void aResetIsRememberedUntilThePlatformRuns() {
        assertThat(run("admin", "reset")).isZero();
        assertThat(out.toString()).contains("The next ./attune up makes the password");
        assertThat(context().home().firstAdministrator().resolveSibling("first-administrator.reset"))
                .exists();
        assertThat(run("admin", "reset", "--json")).isZero();
        assertThat(out.toString()).contains("\"done\" : false");
    }

    @Test
    void anotherRoomGetsTheModelsFolderInPlaceOfItsName() {
        Delegate generate =
                Delegate.of(List.of("generate", "--model", "little")).orElseThrow();
        String directory = models.resolve("little").toString();
        assertThat(generate.arguments(List.of("generate", "--model", "little", "--prompt", "little"), context()))
                .containsExactly("generate", "--model", directory, "--prompt", "little");
        assertThat(generate.arguments(List.of("generate", "--model=little"), context()))
                .containsExactly("generate", "--model=" + directory);
    }

    @Test
    void aRoomThatIsNotBuiltIsNamed() {
        assertThat(run("generate", "--model", "little")).isEqualTo(1);
        assertThat(err.toString()).contains("language-model is not built");
    }

    @Test
    void goodLinesOfAFileAreEnteredAndBadOnesListed() throws IOException {
        Path file =
                Files.writeString(folder.resolve("pairs.jsonl"), GOOD + "\n{broken\n" + GOOD.replace("Q", "Q2") + "\n");
        try (FakeHttp service = FakeHttp.start((request, exchange) -> FakeHttp.json(
                exchange,
                200,
                request.path().endsWith("/preferences")
                        ? "{\"imported\":1,\"ids\":[\"a\"],\"rejected\":[{\"index\":1,\"code\":\"prompt-too-long\",\"detail\":\"The prompt is too long.\"}]}"
                        : "[{\"id\":\"p1\",\"name\":\"mine\"}]"))) {
            Path result = folder.resolve("result.json");
            assertThat(importPreferences(file, service, "--json", result.toString()))
                    .isZero();
            JsonNode json = Json.MAPPER.readTree(Files.readString(result));
            assertThat(json.path("entered").asInt()).isEqualTo(1);
            assertThat(json.path("badLines")).hasSize(2);
            assertThat(err.toString())
                    .contains("line 2: it is no valid JSON")
                    .contains("line 3: The prompt is too long.");
            assertThat(out.toString()).contains("1 preferences entered into project mine");

            // Exact bytes: the service refuses the same key with another body.
            assertThat(service.requests().getLast().body())
                    .startsWith("{\"format\":\"trl\",\"pairs\":[{\"chosen\":\"good\",\"prompt\":[{\"role\":\"user\","
                            + "\"content\":\"Q\"}],\"rejected\":\"bad\",\"strength\":1,\"tie\":false},");
            String first = service.requests().getLast().idempotencyKey();
            assertThat(first).hasSize(64);
            assertThat(importPreferences(file, service)).isZero();
            assertThat(service.requests().getLast().idempotencyKey()).isEqualTo(first);
            Files.writeString(file, GOOD + "\n" + GOOD.replace("Q", "Q3"));
            assertThat(importPreferences(file, service)).isZero();
            assertThat(service.requests().getLast().idempotencyKey()).isNotEqualTo(first);
        }
    }

    @Test
    void aFileWithoutAnyGoodLineFailsWithItsLines() throws IOException {
        Path file = Files.writeString(folder.resolve("pairs.jsonl"), "{\"a\":1}\n");
        assertThat(run("import", "preferences", file.toString(), "--url", "http://127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("line 1: ").contains("holds no line that can be imported");
    }

    @Test
    void aRefusalOfTheServiceIsItsOwnSentence() throws IOException {
        Path file = Files.writeString(folder.resolve("pairs.jsonl"), GOOD);
        try (FakeHttp service = FakeHttp.start((request, exchange) -> FakeHttp.json(
                exchange,
                403,
                "{\"code\":\"password-change-required\",\"detail\":\"Change the one-time password first.\"}"))) {
            assertThat(importPreferences(file, service)).isEqualTo(1);
            assertThat(err.toString()).contains("403: Change the one-time password first.");
        }
    }

    private int importPreferences(Path file, FakeHttp service, String... more) {
        String[] arguments = {
            "import", "preferences", file.toString(), "--url", service.root().toString(), "--project", "mine"
        };
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return run(all);
    }

    private int run(String... arguments) {
        return new CommandLines(context(), new AttuneCommand(), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(List.of(arguments));
    }

    private Context context() {
        return new Context(
                new Installation(folder.resolve("root")),
                new Home(folder.resolve("home")),
                Map.of("ATTUNE_TOKEN", "token", "PATH", System.getenv("PATH")));
    }
}
