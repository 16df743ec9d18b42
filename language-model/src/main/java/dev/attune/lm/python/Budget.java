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

    /** What an element of a list takes, in characters: the memory of a reference and of a small object. */
    private static final int ELEMENT = 16;

    /** Steps between two looks at the clock. */
    private static final int UNTIMED = 1024;

    private final long deadline;
    private final Duration time;
    private long steps;
    private long characters;
    private long untimed;
    private int depth;

    /**
     * A budget.
     *
     * @param steps statements, expressions and elements looked at
     * @param characters of all texts made, and of lists by the memory that they take
     */
    public Budget(long steps, long characters, Duration time) {
        this.steps = steps;
        this.characters = characters;
        this.time = time;
        this.deadline = System.nanoTime() + time.toNanos();
    }

    /** One more statement, expression or element. */
    public void step() {
        work(1);
    }

    /** So many more of them. */
    public void work(long more) {
        steps -= more;
        untimed += more;
        if (steps < 0) {
            throw new JinjaException("it does not end within the steps that a template may take");
        }
        if (untimed >= UNTIMED) {
            untimed = 0;
            if (System.nanoTime() > deadline) {
                throw new JinjaException("it did not end within " + time.toSeconds() + " s");
            }
        }
    }

    /** So many characters of texts that are there are looked at. */
    public void read(long length) {
        work(length >> 6);
    }

    /** A text of this many characters is about to be made. */
    public void make(long size) {
        characters -= size;
        if (size > LONGEST || characters < 0) {
            throw new JinjaException("it makes more text than a template may");
        }
        work(size >> 6);
    }

    /** A list of this many elements, or something of that size, is about to be made. */
    public void hold(long elements) {
        make(ELEMENT * (elements + 2));
    }

    /** A text grows to this many characters, of which {@code more} are new. */
    void grow(long length, long more) {
        if (length > LONGEST) {
            throw new JinjaException("it makes more text than a template may");
        }
        make(more);
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
