package dev.attune.feedback.service.together;

/** What became of one of several calls that were done together. */
public sealed interface Outcome<A> {

    /** It is done. */
    record Done<A>(A answer) implements Outcome<A> {}

    /** It is refused; the others are not. */
    record Refused<A>(RuntimeException why) implements Outcome<A> {}

    /** Somebody else holds what it needs: it is done with those that come next. */
    record Later<A>() implements Outcome<A> {}
}
