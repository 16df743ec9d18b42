package dev.attune.cli.load;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.ErrorCategory;

/**
 * What is measured, and for how long.
 *
 * @param rows which, in their order
 * @param clients programs that rate at the same time
 * @param seconds that each row counts
 * @param warmSeconds before that
 * @param offered ratings a second where the load is given
 * @param items of the large project, each with three ratings
 * @param judgements of the check of exactness
 * @param peer a Python that has label-studio
 * @param keep goes on with what the home has instead of emptying it
 */
public record LoadSettings(
        List<Kind> rows,
        int clients,
        double seconds,
        double warmSeconds,
        double offered,
        int items,
        int judgements,
        @Nullable Path peer,
        boolean keep) {

    /** A row of the result. */
    public enum Kind {
        SUSTAINED,
        STEADY,
        NEXT,
        EXACT,
        PEER
    }

    public LoadSettings {
        rows = List.copyOf(rows);
        require(clients >= 3 && clients <= 256, "--clients must lie between 3 and 256 but is " + clients);
        require(seconds > 0 && warmSeconds >= 0, "--seconds and --warm must not be negative");
        require(offered > 0, "--offered must be above 0 but is " + offered);
        require(
                peer != null || !rows.contains(Kind.PEER),
                "--peer must name a Python that has label-studio, for the row PEER");
        require(items >= 1000, "--items must be at least 1000 but is " + items);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw ErrorCategory.CALLER.error("bad-option", sentence + ".");
        }
    }
}
