package dev.attune.platform.command;

import java.io.PrintWriter;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** A command's two writers. */
final class Terminal {

    private Terminal() {}

    /** Standard output: results. */
    static PrintWriter out(@Nullable CommandSpec spec) {
        return injected(spec).commandLine().getOut();
    }

    /** Standard error: progress and warnings. */
    static PrintWriter err(@Nullable CommandSpec spec) {
        return injected(spec).commandLine().getErr();
    }

    private static CommandSpec injected(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("Commands run through picocli only");
        }
        return spec;
    }
}
