package dev.attune.feedback.need;

/**
 * Who is to rate the answers to a prompt, and how soon.
 *
 * @param priority from -2 to 2; the highest comes first
 */
public record Wanted(Need need, int priority) {

    /** Anybody, in turn. */
    public static final Wanted USUAL = new Wanted(Need.NONE, 0);
}
