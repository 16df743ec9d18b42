package dev.attune.cli.kill;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.attune.platform.process.PidFiles;
import dev.attune.platform.process.ProcessIdentity;

/** What is killed, in this order again and again. */
public enum KillTarget {
    /** feedback-service with its outbox's relay, which is a thread of it; the supervisor starts it again. */
    SERVICE("feedback-service"),
    /** PostgreSQL's first process; the supervisor starts it again. */
    DATABASE("postgres"),
    /**
     * The supervisor with the broker, which lives in its process. The system ends its children; only a new {@code up}
     * brings the platform back.
     */
    SUPERVISOR("supervisor"),
    /** Every process at the same moment, as a machine's end would. */
    EVERYTHING("");

    private final String process;

    KillTarget(String process) {
        this.process = process;
    }

    static KillTarget ofTurn(int turn) {
        return values()[turn % values().length];
    }

    /** Whether nobody is left who would start again what was killed. */
    boolean endsThePlatform() {
        return this == SUPERVISOR || this == EVERYTHING;
    }

    /** The running processes to kill, the supervisor first so that it does not start the others again. */
    List<ProcessHandle> find(PidFiles pids) {
        if (this != EVERYTHING) {
            return pids.read(process).flatMap(ProcessIdentity::find).stream().toList();
        }
        Stream<ProcessIdentity> supervisor = pids.read(SUPERVISOR.process).stream();
        return Stream.concat(supervisor, pids.all().stream())
                .map(ProcessIdentity::find)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
