package dev.attune.feedback.service;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.text.Texts;

/** What people write about answers, in their own words. */
public final class Comments {

    /** In characters. */
    public static final int LONGEST = 2000;

    private Comments() {}

    /**
     * A comment as it is kept: without white space around it, its lines ended by line feeds; null where nobody would see anything.
     *
     * @throws FeedbackException {@link Fault#COMMENT_TOO_LONG}
     */
    public static @Nullable String tidy(@Nullable String written) {
        if (written == null || Texts.isInvisible(written)) {
            return null;
        }
        String text = written.replace("\r\n", "\n").replace('\r', '\n').strip();
        int length = text.codePointCount(0, text.length());
        Fault.COMMENT_TOO_LONG.when(
                length > LONGEST, "A comment has at most " + LONGEST + " characters; this one has " + length + ".");
        return text;
    }
}
