package dev.attune.cli.command;

import java.io.PrintWriter;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** A command's two writers, and the program that it belongs to. */
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

    /** The class whose main runs the commands: the top command's. */
    static Class<?> program(@Nullable CommandSpec spec) {
        return injected(spec).root().userObject().getClass();
    }

    private static CommandSpec injected(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("Commands run through picocli only");
        }
        return spec;
    }
}
