package dev.attune.cli.reproduce;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;
import dev.attune.cli.terminal.Context;
import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.worker.reproduce.ReproductionFolder;

/** Makes a checkpoint again and compares. */
@Command(
        name = "reproduce",
        description = {
            "Make a checkpoint again from its lineage (kept data, seed, settings, parents), and compare the hashes.",
            "Compared is the SHA-256 over the names and bytes of all files of its artifact. Nothing is published and nothing"
                    + " replaced. Exit code 0: equal; 1: different, or it cannot be made again."
        },
        footer = {"", "Example: ./attune reproduce adapter-1f2e3d4c5b6a7988", "Example: ./attune reproduce ppo-1f2e3d"})
public final class ReproduceCommand implements Callable<Integer> {

    private static final int NOT_EQUAL = 1;

    @Parameters(paramLabel = "CHECKPOINT", description = "Its id, or its name.")
    private String checkpoint = "";

    @Option(names = "--keep", description = "Keep the folder with what was made, and say where it is.")
    private boolean keep;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException {
        Context context = common.context();
        String servers = context.requireBus();
        KnownCheckpoints known = KnownCheckpoints.read(servers);
        CheckpointPublished wanted = known.named(checkpoint);
        Path folder = Files.createTempDirectory("attune-reproduce-");
        try {
            Reproduction result = reproduced(context, servers, known, wanted, folder);
            common.give(result, out -> print(out, result));
            if (keep) {
                common.err().println("What was made is in " + folder + ".");
            }
            return result.outcome() == Reproduction.Outcome.EQUAL ? 0 : NOT_EQUAL;
        } finally {
            if (!keep) {
                Directories.delete(folder);
            }
        }
    }

    private Reproduction reproduced(
            Context context, String servers, KnownCheckpoints known, CheckpointPublished wanted, Path folder)
            throws IOException {
        Path artifacts = context.home().artifacts();
        ReproductionFolder place = new ReproductionFolder(folder, artifacts);
        try {
            ReproductionPlan plan = ReproductionPlan.of(
                    wanted, known, new DirectoryArtifactStore(artifacts), place.ownArtifacts(), servers);
            plan.notes().forEach(common.err()::println);
            place.write(plan.order());
            int exit = context.rooms()
                    .run(plan.room(), List.of("reproduce", folder.toString(), "--artifacts", artifacts.toString()));
            if (exit != 0) {
                return Reproduction.cannot(
                        wanted, "its recipe ended with exit code " + exit + "; what it said is above.");
            }
            var made = place.reproduced();
            DirectoryArtifactStore own = new DirectoryArtifactStore(place.ownArtifacts());
            return Reproduction.compared(
                    wanted,
                    made,
                    artifacts.resolve("sha256").resolve(wanted.artifact().sha256()),
                    own.fetch(made.artifact()),
                    plan.notes());
        } catch (CannotException e) {
            return Reproduction.cannot(wanted, String.valueOf(e.getMessage()));
        }
    }

    private static void print(PrintWriter out, Reproduction result) {
        switch (result.outcome()) {
            case CANNOT -> out.println("cannot: " + result.reason());
            case EQUAL ->
                out.printf(
                        "equal: %s was made again in %.0f s, SHA-256 %s%n",
                        result.checkpointId(), result.seconds(), result.sha256());
            case DIFFERENT -> {
                out.printf(
                        "different: %s has SHA-256 %s, made again in %.0f s it has %s%n",
                        result.checkpointId(), result.sha256(), result.seconds(), result.againSha256());
                result.files().forEach(file -> out.printf("  %s differs%n", file.path()));
            }
        }
        result.circumstances()
                .forEach(other -> out.printf(
                        "The %s was %s and is %s%s.%n",
                        other.what(),
                        other.then(),
                        other.now(),
                        result.outcome() == Reproduction.Outcome.DIFFERENT ? ", which may be why" : ""));
    }
}
