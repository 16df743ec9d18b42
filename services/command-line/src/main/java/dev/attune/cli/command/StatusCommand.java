package dev.attune.cli.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.attune.cli.terminal.CommonOptions;
import dev.attune.platform.process.PidFiles;
import dev.attune.platform.process.ProcessMemory;
import dev.attune.platform.process.ProcessStatus;
import dev.attune.platform.status.PlatformStatus;

/** Shows what runs. */
@Command(
        name = "status",
        description = "Show the platform's processes.",
        footer = {"", "Example: ./attune status", "Example: ./attune status --json"})
public final class StatusCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** One row of the result. */
    public record Row(
            String process,
            long pid,
            String state,
            int port,
            double uptimeSeconds,
            int restarts,
            long memoryMb,
            @Nullable String trouble) {}

    /** The result; {@code phase} is {@code STOPPED} when no supervisor runs. */
    public record Result(
            String home, String phase, @Nullable String failure, List<Row> processes, long memoryMb) {}

    @Override
    public Integer call() {
        Result result = result();
        common.give(result, out -> print(result, out));
        return 0;
    }

    private Result result() {
        String home = common.context().home().directory().toString();
        Optional<PlatformStatus> running = common.context().runningStatus();
        if (running.isEmpty()) {
            String failure = PlatformStatus.read(common.context().home().status())
                    .map(PlatformStatus::failure)
                    .orElse(null);
            List<String> left = new PidFiles(common.context().home().run()).running();
            String said = left.isEmpty()
                    ? failure
                    : "The supervisor is gone but left running: " + String.join(", ", left)
                            + "; ./attune up ends them and starts again, ./attune down only ends them.";
            return new Result(home, PlatformStatus.Phase.STOPPED.name(), said, List.of(), 0);
        }
        PlatformStatus status = running.get();
        List<Row> rows =
                status.processes().stream().map(process -> row(process, status)).toList();
        long memory = rows.stream().mapToLong(Row::memoryMb).sum();
        return new Result(home, status.phase().name(), status.failure(), rows, memory);
    }

    private static Row row(ProcessStatus process, PlatformStatus status) {
        Instant started = process.startedAt();
        boolean runs = process.pid() != 0;
        double uptime = runs && started != null
                ? Duration.between(started, Instant.now()).toMillis() / 1000.0
                : 0;
        // Kafka lives in the supervisor, whose descendants are the other rows.
        boolean isSupervisor = process.pid() == status.supervisorPid();
        long memory =
                !runs ? 0 : isSupervisor ? ProcessMemory.ofProcess(process.pid()) : ProcessMemory.ofTree(process.pid());
        return new Row(
                process.name(),
                process.pid(),
                process.state().name(),
                process.port(),
                uptime,
                process.restarts(),
                memory,
                process.trouble());
    }

    private static void print(Result result, PrintWriter out) {
        out.println(result.phase() + " in " + result.home());
        if (result.failure() != null) {
            out.println(result.failure());
        }
        if (result.processes().isEmpty()) {
            return;
        }
        out.printf(
                "%-18s %8s %-10s %6s %10s %8s %8s%n", "process", "pid", "state", "port", "uptime", "restarts", "MiB");
        for (Row row : result.processes()) {
            out.printf(
                    "%-18s %8d %-10s %6d %9.0fs %8d %8d%n",
                    row.process(),
                    row.pid(),
                    row.state(),
                    row.port(),
                    row.uptimeSeconds(),
                    row.restarts(),
                    row.memoryMb());
        }
        out.printf("%-18s %64d%n", "together", result.memoryMb());
        result.processes().stream()
                .filter(row -> row.trouble() != null)
                .forEach(row -> out.println(row.process() + ": " + row.trouble()));
    }
}
