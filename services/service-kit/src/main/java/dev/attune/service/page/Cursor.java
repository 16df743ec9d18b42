package dev.attune.service.page;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.service.problem.ProblemForm;

/**
 * The last row of a part of a list that has the newest first, and by their ids those of the same moment.
 *
 * @param at when it came, as the database has it
 */
public record Cursor(Instant at, String id) {

    /** What no row is newer than: where the first part begins. */
    public static final Cursor NEWEST = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), "");

    private static final char BETWEEN = ' ';

    /** As callers get it, who need not know what it says. */
    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((at.toString() + BETWEEN + id).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What {@link #text} gave; null where a caller names none.
     *
     * @throws AttuneException {@link ProblemForm#BAD_CURSOR}
     */
    public static @Nullable Cursor read(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            String said = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int between = said.indexOf(BETWEEN);
            String id = said.substring(between + 1);
            if (between > 0 && !id.isEmpty() && id.indexOf('\0') < 0) {
                return new Cursor(Instant.parse(said.substring(0, between)), id);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw bad(e);
        }
        throw bad(null);
    }

    private static AttuneException bad(@Nullable Exception cause) {
        return ErrorCategory.CALLER.error(
                ProblemForm.BAD_CURSOR,
                "The value of before is none that a list gave; take it from the header Link of the part before.",
                cause);
    }
}
