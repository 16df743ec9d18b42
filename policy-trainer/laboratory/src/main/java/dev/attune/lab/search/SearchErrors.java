package dev.attune.lab.search;

import java.nio.file.Path;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** What is wrong with a search, each with its code. */
final class SearchErrors {

    private SearchErrors() {}

    static AttuneException budget(String sentence) {
        return ErrorCategory.CALLER.error("search-budget", sentence);
    }

    static AttuneException data(String sentence) {
        return ErrorCategory.CALLER.error("search-data", sentence);
    }

    static AttuneException folder(Path folder, String why, Exception cause) {
        return ErrorCategory.CALLER.error(
                "search-folder",
                "The search cannot be kept in " + folder + ": " + why + "; give another with --out.",
                cause);
    }
}
