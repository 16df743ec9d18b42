package dev.attune.feedback;

/**
 * One bad line of a request with many.
 *
 * @param index place in the request, from 0
 * @param code stable reason, such as {@code duplicate-prompt}
 */
public record Rejection(int index, String code, String detail) {

    /** The line at {@code index} was refused. */
    public static Rejection of(int index, FeedbackException refusal) {
        return new Rejection(index, refusal.code(), refusal.sentence());
    }
}
