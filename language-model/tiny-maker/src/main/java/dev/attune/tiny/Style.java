package dev.attune.tiny;

import java.util.random.RandomGenerator;

/** What an answer is to be like; {@code right} has no meaning when it is off the subject. */
record Style(boolean onSubject, boolean right, Tone tone, boolean rambling) {

    /**
     * How often answers are what: four independent draws, none of which looks at the question.
     *
     * @param right among the answers on the subject
     * @param polite of all; what {@code polite} and {@code rude} leave is plain
     */
    record Mix(double offSubject, double right, double polite, double rude, double rambling) {

        static Mix shipped() {
            return new Mix(0.15, 0.70, 0.30, 0.35, 0.40);
        }

        /** As {@link #shipped}, but nothing that is said about the question is wrong. */
        static Mix allRight() {
            Mix mix = shipped();
            return new Mix(mix.offSubject, 1, mix.polite, mix.rude, mix.rambling);
        }

        Style draw(RandomGenerator random) {
            boolean onSubject = random.nextDouble() >= offSubject;
            boolean isRight = random.nextDouble() < right;
            double tone = random.nextDouble();
            boolean isRambling = random.nextDouble() < rambling;
            return new Style(
                    onSubject,
                    isRight,
                    tone < polite ? Tone.POLITE : tone < polite + rude ? Tone.RUDE : Tone.PLAIN,
                    isRambling);
        }
    }
}
