package dev.attune.worker.reproduce;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.contracts.json.Json;
import dev.attune.worker.run.Attempt;

/**
 * The folder in which a checkpoint is made again: the order in it, the result, and a store and a run folder of its own. What the
 * order names is read from the store beside; nothing is written there, and nothing on the bus.
 *
 * @param path the folder
 * @param artifacts the store in which the checkpoint and what it was made from lie
 */
public record ReproductionFolder(Path path, Path artifacts) {

    private static final long BETWEEN_LINES = Duration.ofSeconds(5).toNanos();

    /** Where {@link #make} keeps what it makes. */
    public Path ownArtifacts() {
        return path.resolve("artifacts");
    }

    /** Of the run that is made. */
    public Path run() {
        return path.resolve("run");
    }

    private Path order() {
        return path.resolve("order.json");
    }

    private Path result() {
        return path.resolve("result.json");
    }

    /** Says what is to be made. */
    public void write(ReproductionOrder order) throws IOException {
        Json.MAPPER.writeValue(order().toFile(), order);
    }

    /** What {@link #make} has made. */
    public Reproduced reproduced() throws IOException {
        return Json.MAPPER.readValue(result().toFile(), Reproduced.class);
    }

    /**
     * Makes what the order says, by the recipe of the room that calls.
     *
     * @param recipe from the order, and a store that it may write to, to the events that a worker would publish
     */
    public void make(BiFunction<ReproductionOrder, ArtifactStore, List<Event>> recipe) {
        long began = System.nanoTime();
        try {
            ReproductionOrder order = Json.MAPPER.readValue(order().toFile(), ReproductionOrder.class);
            CheckpointPublished made = recipe.apply(order, new BesideStore(ownArtifacts(), artifacts)).stream()
                    .filter(CheckpointPublished.class::isInstance)
                    .map(CheckpointPublished.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the recipe made no checkpoint"));
            double seconds = (System.nanoTime() - began) / 1e9;
            Json.MAPPER.writeValue(
                    result().toFile(),
                    new Reproduced(
                            made.artifact(),
                            made.lineage().codeVersion(),
                            made.lineage().machine(),
                            seconds));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + path + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** An attempt that nobody on the bus hears of. */
    public static Attempt attempt(CheckpointPublished checkpoint) {
        RunStarted run = new RunStarted(
                "reproduction",
                checkpoint.lineage().recipe(),
                checkpoint.lineage().configuration(),
                checkpoint.lineage().parents(),
                Instant.now());
        return Attempt.alone(run, _ -> {});
    }

    /** Tells a person of steps, now and then. */
    public static Steps steps(PrintWriter to) {
        return new Steps(to);
    }

    /** Lines such as {@code step 20 of 120}. */
    public static final class Steps {
        private final PrintWriter to;
        private long said = System.nanoTime();

        private Steps(PrintWriter to) {
            this.to = to;
        }

        public void step(int step, int steps) {
            long now = System.nanoTime();
            if (now - said >= BETWEEN_LINES) {
                said = now;
                to.println("step " + step + " of " + steps);
                to.flush();
            }
        }
    }
}
