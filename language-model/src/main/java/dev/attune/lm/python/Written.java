package dev.attune.lm.python;

/** A text that grows, within a budget. */
public final class Written {
    private final Budget budget;
    private final StringBuilder text = new StringBuilder();

    public Written(Budget budget) {
        this.budget = budget;
    }

    public Written add(String more) {
        return add(more, 0, more.length());
    }

    /** Adds the part of {@code more} from {@code start} to before {@code end}. */
    public Written add(String more, int start, int end) {
        budget.grow((long) text.length() + end - start, end - start);
        text.append(more, start, end);
        return this;
    }

    public Written add(int character) {
        budget.grow(text.length() + 1L, 1);
        text.appendCodePoint(character);
        return this;
    }

    /** Adds {@code more} so many times. */
    public Written add(String more, long times) {
        long length = Math.multiplyExact(more.length(), Math.max(times, 0));
        budget.grow(text.length() + length, length);
        text.repeat(more, (int) Math.max(times, 0));
        return this;
    }

    public int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
