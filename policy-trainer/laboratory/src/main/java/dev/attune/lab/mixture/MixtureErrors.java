package dev.attune.lab.mixture;

import java.nio.file.Path;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** What is wrong with mixtures, each with its code. */
final class MixtureErrors {

    private MixtureErrors() {}

    /** @param sentence with its full stop */
    static AttuneException invalid(String sentence) {
        return ErrorCategory.CALLER.error("mixture-invalid", sentence);
    }

    static AttuneException unreadable(Path file, String why, Exception cause) {
        return ErrorCategory.CALLER.error("mixture-unreadable", file + " cannot be read: " + why + ".", cause);
    }
}
