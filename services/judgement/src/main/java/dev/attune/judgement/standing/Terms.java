package dev.attune.judgement.standing;

/**
 * What the model has besides worths.
 *
 * @param davidson ties have a weight of their own (Davidson 1970); otherwise one is half a win for each
 * @param side the left place has an advantage, the same for all
 * @param stylePenalty of the squared weights of {@link Style}, half of it in the log likelihood: a prior N(0, 1/penalty); it is on these alone,
 *     never on worths. Below 0, form is not controlled for
 */
public record Terms(boolean davidson, boolean side, double stylePenalty) {

    /** Worths alone. */
    public static final Terms PLAIN = new Terms(false, false, -1);

    /** Ties as Davidson has them, and the left place. */
    public static final Terms USUAL = new Terms(true, true, -1);

    /** The usual ones, with form controlled for: weights of the size that FastChat's penalty (0.5 of the squares) allows. */
    public static final Terms STYLE = new Terms(true, true, 1);

    boolean style() {
        return stylePenalty >= 0;
    }
}
