package dev.attune.judgement.finding;

/** Why a figure does not exist. A number in its place would be one that nobody measured. */
public enum Undefined {
    /** There is nothing to count. */
    NOTHING("there are no ratings"),
    /** Nothing was rated by two. */
    NOTHING_PAIRED("no unit was rated by two raters or more"),
    /** All ratings are the same: what chance would do cannot be told from agreement. */
    ONE_VALUE("all ratings have the same value, so that agreement by chance is certain"),
    /** The coefficient needs as many raters for each unit. */
    UNEQUAL_RATERS("units were rated by different numbers of raters"),
    /** The coefficient is one of exactly two raters. */
    NOT_TWO("the coefficient is one of exactly two raters"),
    /** The scale has no zero that a ratio could start from. */
    NO_RATIO("a ratio needs values of which none is below zero"),
    /** Too few units, raters or votes for an interval. */
    TOO_FEW("there are too few for an interval"),
    /** Too many of the resamples have no value. */
    FRAGILE("too many resamples have no value"),
    /** Nothing joins the two. */
    NOT_CONNECTED("no chain of votes joins them"),
    /** One side never lost to the other: its lead has no finite value. */
    NEVER_LOST("one of the two, or its whole group, never lost to the other, so that its lead has no finite value"),
    /** There is no verdict but ties. */
    ALL_TIES("all votes are ties"),
    /** The fit runs to infinity: a term tells wins from losses without an error. */
    SEPARATED("a term tells wins from losses without an error, so that its weight has no finite value"),
    /** Nothing within reach turns the order. */
    NOTHING_TURNS("nothing that was tried turns the order"),
    /** No assumption within reach fits what was seen. */
    CONTRADICTED("no mean fits what was seen: an assumption is broken");

    private final String sentence;

    Undefined(String sentence) {
        this.sentence = sentence;
    }

    /** The reason in words, to follow "undefined:". */
    public String sentence() {
        return sentence;
    }
}
