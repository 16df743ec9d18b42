package dev.attune.lab.outcome;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.attune.lab.measure.Measured;

/** Figures as people read them. */
final class Figures {

    private Figures() {}

    static String measured(@Nullable Measured figure) {
        return figure == null
                ? "–"
                : String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", figure.value(), figure.low(), figure.high());
    }

    /** A difference; one that may be chance has no star. */
    static String signed(@Nullable Measured figure) {
        return figure == null
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%+.3f [%+.3f, %+.3f]%s",
                        figure.value(),
                        figure.low(),
                        figure.high(),
                        figure.isClearOfZero() ? "*" : "");
    }

    static String percent(double share) {
        double percent = 100 * share;
        return percent == 0 || percent >= 1
                ? String.format(Locale.ROOT, "%.1f %%", percent)
                : String.format(Locale.ROOT, "%.2g %%", percent);
    }

    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }
}
