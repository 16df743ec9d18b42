package dev.attune.cli.upkeep;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.cli.terminal.CommonOptions;
import dev.attune.cli.terminal.Context;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.clean.Leftover;
import dev.attune.platform.clean.Leftovers;

/** Removes what nothing needs. */
@Command(
        name = "clean",
        description = {
            "List artifacts and run folders that nothing needs; with --yes, remove them.",
            "Needed is what any checkpoint, job, run, evaluation or channel on the bus names, and whatever a run uses that has"
                    + " not ended."
        },
        footer = {"", "Example: ./attune clean", "Example: ./attune clean --yes"})
public final class CleanCommand implements Callable<Integer> {

    @Option(names = "--yes", description = "Remove them; without it, nothing is changed.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Only list them, which is also done when nothing is said.")
    private boolean dryRun;

    @Option(
            names = "--older-than",
            paramLabel = "DURATION",
            defaultValue = "PT1H",
            description = "Only what has not changed for so long, such as P7D (default ${DEFAULT-VALUE}).")
    private Duration olderThan = Duration.ofHours(1);

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** How many things of a kind there are. */
    public record Sum(int count, long bytes) {
        Sum plus(Leftover leftover) {
            return new Sum(count + 1, bytes + leftover.bytes());
        }
    }

    /**
     * The result.
     *
     * @param removed false: they were only listed
     */
    public record Result(boolean removed, Map<String, Sum> kinds, long bytes, List<Thing> leftovers) {}

    /** A leftover as the result names it. */
    public record Thing(String kind, String path, long bytes) {
        static Thing of(Leftover leftover) {
            return new Thing(leftover.kind().text(), leftover.path().toString(), leftover.bytes());
        }
    }

    @Override
    public Integer call() throws IOException {
        if (yes && dryRun) {
            throw ErrorCategory.CALLER.error("contradiction", "--yes and --dry-run exclude each other; give one.");
        }
        if (olderThan.isNegative()) {
            throw ErrorCategory.CALLER.error("bad-duration", "--older-than must not be negative.");
        }
        Context context = common.context();
        String servers = context.requireBus();
        Leftovers leftovers = new Leftovers(context.home(), olderThan);
        List<Leftover> done = new ArrayList<>();
        for (Leftover leftover : leftovers.find(servers)) {
            if (!yes || leftovers.remove(leftover)) {
                done.add(leftover);
            }
        }
        Map<String, Sum> kinds = new TreeMap<>();
        done.forEach(each -> kinds.merge(each.kind().text(), new Sum(1, each.bytes()), (sum, _) -> sum.plus(each)));
        long bytes = done.stream().mapToLong(Leftover::bytes).sum();
        common.give(
                new Result(yes, kinds, bytes, done.stream().map(Thing::of).toList()),
                out -> print(out, done, kinds, bytes));
        return 0;
    }

    private void print(PrintWriter out, List<Leftover> done, Map<String, Sum> kinds, long bytes) {
        if (done.isEmpty()) {
            out.println("Nothing is left over.");
            return;
        }
        if (!yes) {
            done.forEach(each -> out.printf("%-13s %,14d  %s%n", each.kind().text(), each.bytes(), each.path()));
        }
        kinds.forEach((kind, sum) -> out.printf("%-13s %,14d bytes in %d%n", kind, sum.bytes(), sum.count()));
        out.printf(
                "%,d bytes %s.%n", bytes, yes ? "were removed" : "are not needed; ./attune clean --yes removes them");
    }
}
