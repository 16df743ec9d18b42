package dev.attune.lab.suite;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** What is wrong with a suite, as a sentence. */
final class SuiteErrors {

    private SuiteErrors() {}

    /** @param sentence with its full stop */
    static AttuneException invalid(String sentence) {
        return ErrorCategory.CALLER.error("suite-invalid", sentence);
    }

    static AttuneException unreadable(String file, String why) {
        return ErrorCategory.CALLER.error("suite-unreadable", file + " cannot be read: " + why + ".");
    }
}
