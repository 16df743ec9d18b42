package dev.attune.lm.python;

import java.time.Duration;

/**
 * What one rendering may use. A template comes from strangers: it may loop for ever, or double a text until the memory is
 * full.
 */
public final class Budget {
    /** Of one text, in characters. */
    private static final int LONGEST = 1 << 24;

    private static final int DEEPEST = 400;

    private final long deadline;
    private final Duration time;
    private long steps;
    private long characters;
    private int depth;

    /**
     * A budget.
     *
     * @param steps statements, expressions and elements looked at
     * @param characters of all texts made, elements of lists counted as one each
     */
    public Budget(long steps, long characters, Duration time) {
        this.steps = steps;
        this.characters = characters;
        this.time = time;
        this.deadline = System.nanoTime() + time.toNanos();
    }

    /** One more statement, expression or element. */
    public void step() {
        if (--steps < 0) {
            throw new JinjaException("it does not end within the steps that a template may take");
        }
        if ((steps & 1023) == 0 && System.nanoTime() > deadline) {
            throw new JinjaException("it did not end within " + time.toSeconds() + " s");
        }
    }

    /** A text of this many characters, or a list of this many elements, is about to be made. */
    public void make(long size) {
        characters -= Math.max(size, 0);
        if (size > LONGEST || characters < 0) {
            throw new JinjaException("it makes more text than a template may");
        }
        steps -= Math.max(size, 0) >> 6;
    }

    /** Counts a text that was made. */
    public String made(String text) {
        make(text.length());
        return text;
    }

    public void enter() {
        step();
        if (++depth > DEEPEST) {
            throw new JinjaException("its parts call each other too deeply");
        }
    }

    public void leave() {
        depth--;
    }
}
