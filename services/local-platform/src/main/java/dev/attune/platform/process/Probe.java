package dev.attune.platform.process;

import java.net.URI;

/** Asks a process whether it is ready, or lives; an answer that does not come in time is a no. */
@FunctionalInterface
public interface Probe {

    boolean ready();

    /** What the process said beside its last answer, for a person; empty text when it said nothing. */
    default String said() {
        return "";
    }

    /** Ready when a GET of {@code uri} answers 200 within five seconds; says which of its health checks are not. */
    static Probe http(URI uri) {
        return new HttpProbe(uri);
    }
}
