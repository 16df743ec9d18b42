package dev.attune.cli.card;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;

/** Copies a checkpoint out of the platform, with its card. */
@Command(
        name = "export",
        description =
                "Write a checkpoint's files into a new folder, verified, with its card as README.md: what Hugging Face's"
                        + " hub, transformers and PEFT read.",
        footer = {
            "",
            "Example: ./attune model export ppo-1f2e3d --out exported --user admin --password-file ~/attune-password"
        })
public final class ExportModelCommand implements Callable<Integer> {

    private static final String CARD = "README.md";

    @Parameters(paramLabel = "CHECKPOINT", description = "Its id, or its name.")
    private String checkpoint = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "A folder that is empty, or not there yet.")
    private Path out = Path.of("");

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    /**
     * The result.
     *
     * @param sha256 of the checkpoint's files, the card aside
     */
    record Result(String checkpointId, String folder, String sha256, List<String> files) {}

    @Override
    public Integer call() throws InterruptedException, IOException {
        requireEmpty();
        CardSource source = CardSource.of(checkpoint, account, common.context());
        CheckpointPublished wanted = source.checkpoint();
        String card = source.markdown();
        Path from = new DirectoryArtifactStore(common.context().home().artifacts()).fetch(wanted.artifact());
        List<String> files = DirectoryManifest.paths(from);
        for (String file : files) {
            // The card of a base that came with one stays beside ours.
            Path to = out.resolve(file.equals(CARD) ? "README.original.md" : file);
            Files.createDirectories(to.toAbsolutePath().getParent());
            Files.copy(from.resolve(file), to);
        }
        Files.writeString(out.resolve(CARD), card);
        common.give(
                new Result(
                        wanted.checkpointId(), out.toString(), wanted.artifact().sha256(), files),
                to -> to.println(wanted.checkpointId() + " is in " + out + ", with its card in " + CARD + "."));
        return 0;
    }

    private void requireEmpty() throws IOException {
        if (!Files.exists(out)) {
            return;
        }
        boolean empty = false;
        if (Files.isDirectory(out)) {
            try (Stream<Path> entries = Files.list(out)) {
                empty = entries.findAny().isEmpty();
            }
        }
        if (!empty) {
            throw ErrorCategory.CALLER.error(
                    "not-empty", "The folder " + out + " is not empty; name a new one with --out.");
        }
    }
}
