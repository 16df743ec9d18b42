package dev.attune.cli.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.rest.ServiceClient.Answer;
import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.task.TaskAdapter;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskFiles;
import dev.attune.platform.room.RoomMain;

/** Proposes a version of a task: it is checked against its base first, and nothing is stored of what does not fit. */
@Command(
        name = "propose",
        description = "Propose a version of a task; a reviewer must approve it before it is published.",
        footer = {"", "Example: ./attune tasks propose reviews/task.json --user eva --password-file ~/eva-password"})
final class ProposeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "With task.json and the adapters that it names; or task.json.")
    private Path given = Path.of("");

    @Option(names = "--reason", paramLabel = "TEXT", description = "What a reviewer should know.")
    private String reason = "";

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** The result; {@code isNew} is false when the same was proposed before. */
    public record Result(String proposalId, String name, String state, String artifactSha256, boolean isNew) {}

    @Override
    public Integer call() throws InterruptedException {
        Path folder = Files.isDirectory(given)
                ? given
                : Objects.requireNonNull(given.toAbsolutePath().getParent());
        TaskDocument task = TaskFiles.read(folder);
        TaskServices services = TaskServices.of(account, common);
        DirectoryArtifactStore store =
                new DirectoryArtifactStore(common.context().home().artifacts());
        check(folder, task, services, store);
        Artifact artifact = stored(folder, task, store);
        Answer answer = services.registry()
                .post("/api/proposals", Map.of("artifactSha256", artifact.sha256(), "reason", reason), "")
                .accepted();
        JsonNode proposal = answer.body();
        Result result = new Result(
                proposal.path("proposalId").asText(),
                task.name(),
                proposal.path("state").asText(),
                artifact.sha256(),
                answer.status() == 201);
        common.give(
                result,
                out -> out.printf(
                        "%s of the task %s: %s. A reviewer looks at it with ./attune tasks show %s%n",
                        result.proposalId(), result.name(), result.state(), result.proposalId()));
        return 0;
    }

    /** By the room that loads models; its sentence is the refusal. */
    private void check(Path folder, TaskDocument task, TaskServices services, DirectoryArtifactStore store)
            throws InterruptedException {
        JsonNode base = services.registry()
                .get("/api/checkpoints/" + task.base())
                .accepted()
                .body();
        Artifact weights = Json.MAPPER.convertValue(base.path("artifact"), Artifact.class);
        int exit = common.context()
                .rooms()
                .runStep(
                        RoomMain.LABORATORY,
                        List.of(
                                "tasks",
                                "check",
                                folder.toString(),
                                "--model",
                                store.fetch(weights).toString(),
                                "--named",
                                base.path("name").asText()));
        if (exit != 0) {
            throw ErrorCategory.CALLER.error("task-refused", "Nothing was stored.");
        }
    }

    /** What the document names, and nothing else that lies beside it. */
    private static Artifact stored(Path folder, TaskDocument task, DirectoryArtifactStore store) {
        Path staging = staging();
        try {
            Files.copy(folder.resolve(TaskDocument.FILE), staging.resolve(TaskDocument.FILE));
            for (TaskAdapter adapter : task.adapters()) {
                if (adapter.folder() != null) {
                    copy(folder.resolve(adapter.folder()), staging.resolve(adapter.folder()));
                }
            }
            return store.publish(staging);
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error("task-not-stored", folder + " cannot be copied: " + e + ".", e);
        } finally {
            delete(staging);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (String path : DirectoryManifest.paths(from)) {
            Path target = to.resolve(path);
            Files.createDirectories(target.getParent());
            Files.copy(from.resolve(path), target);
        }
    }

    private static Path staging() {
        try {
            return Files.createTempDirectory("attune-task");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            Directories.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
