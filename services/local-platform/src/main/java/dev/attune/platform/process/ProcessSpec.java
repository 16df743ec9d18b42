package dev.attune.platform.process;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A child process that the supervisor keeps alive.
 *
 * @param name of its log, its pid file and its row in {@code attune status}
 * @param command program and arguments
 * @param mark text that only this home's process of this name has in its command line; stale processes are known by it
 * @param environment added to the supervisor's own
 * @param port that it listens on
 * @param needs names of the processes that must be ready before it starts, and that stop only after it
 * @param probe says when it is ready, and while it runs whether it still is
 * @param liveness says whether it hangs
 * @param stopSignal such as {@code TERM}
 * @param beforeStart clears what a killed predecessor left; runs before every start
 */
public record ProcessSpec(
        String name,
        List<String> command,
        String mark,
        Map<String, String> environment,
        int port,
        List<String> needs,
        Probe probe,
        Liveness liveness,
        String stopSignal,
        Runnable beforeStart) {

    /**
     * How a process that hangs is known: it is ended and started again.
     *
     * @param probe asked for as long as the process runs
     * @param patience how long it may answer nothing
     */
    public record Liveness(Probe probe, Duration patience) {

        /** Longer than any pause of a busy machine. */
        static final Duration PATIENCE = Duration.ofSeconds(60);

        /** Lives when a GET of {@code uri} answers 200, with a minute's patience. */
        public static Liveness http(URI uri) {
            return of(Probe.http(uri));
        }

        public static Liveness of(Probe probe) {
            return new Liveness(probe, PATIENCE);
        }
    }

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        needs = List.copyOf(needs);
        if (command.stream().noneMatch(argument -> argument.contains(mark))) {
            throw new IllegalArgumentException("The command of " + name + " does not carry its mark " + mark);
        }
    }

    /** A process that stops on SIGTERM and needs nothing cleared before it starts. */
    public static ProcessSpec of(
            String name,
            List<String> command,
            String mark,
            Map<String, String> environment,
            int port,
            List<String> needs,
            Probe probe,
            Liveness liveness) {
        return new ProcessSpec(name, command, mark, environment, port, needs, probe, liveness, "TERM", () -> {});
    }

    /**
     * The signal that ends it when the supervisor is gone without a word: the broker is gone with it, so that an orderly
     * end would wait for answers that never come. Only what has a quick end of its own (PostgreSQL) takes that.
     */
    String whenOrphaned() {
        return stopSignal.equals("TERM") ? "KILL" : stopSignal;
    }
}
