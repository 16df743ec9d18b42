package dev.attune.worker.command;

import java.io.PrintWriter;

import dev.attune.contracts.error.AttuneException;

/** How a command line tells what went wrong: one sentence, and the stack trace only for those who ask for it. */
public final class CommandFailure {

    /** The exit code of a command that failed. */
    public static final int EXIT_CODE = 1;

    private CommandFailure() {}

    /**
     * Tells a failure.
     *
     * @param forPeople whether the failure's own message is a sentence for people, beside those that always are
     * @param verbose adds the stack trace
     * @return the exit code
     */
    public static int tell(Exception failure, boolean forPeople, boolean verbose, PrintWriter err) {
        err.println(sentence(failure, forPeople));
        if (verbose) {
            failure.printStackTrace(err);
        }
        return EXIT_CODE;
    }

    private static String sentence(Exception failure, boolean forPeople) {
        String message = failure.getMessage();
        boolean known = forPeople || failure instanceof AttuneException || failure instanceof IllegalArgumentException;
        if (known && message != null) {
            return message;
        }
        return "The command failed unexpectedly (" + failure + "); run it again with --verbose for the details.";
    }
}
