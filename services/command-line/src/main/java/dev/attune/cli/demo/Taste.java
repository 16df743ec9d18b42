package dev.attune.cli.demo;

/**
 * What each trait of an answer is worth to the simulated raters.
 *
 * @param right for holding the reference answer
 * @param polite for a polite phrase
 * @param rude for a rude one
 * @param offSubject for a phrase of another subject
 * @param word for each word
 */
record Taste(double right, double polite, double rude, double offSubject, double word) {

    /** Being right is worth more than being polite; people like brief answers, and neither rude ones nor chatter. */
    static final Taste USUAL = new Taste(1.5, 0.75, -1.5, -2, -0.08);

    double worth(Traits traits) {
        return right * traits.right()
                + polite * traits.polite()
                + rude * traits.rude()
                + offSubject * traits.offSubject()
                + word * traits.words();
    }
}
