package dev.attune.lm.python;

/**
 * What a name, a key or an attribute stands for that is not there: it writes nothing, is false and has no elements; whoever
 * computes with it is told.
 *
 * @param message what is not there
 */
public record Undefined(String message) {
    /** A conditional without an else. */
    public static final Undefined NOTHING = new Undefined("the inline if-expression has no else and its test is false");

    /** A variable that nobody set. */
    public static Undefined variable(String name) {
        return new Undefined("'" + name + "' is undefined");
    }

    /** What {@code of} has not. */
    public static Undefined member(Object of, Object key) {
        return new Undefined(
                key instanceof String name
                        ? "'" + Types.name(of) + " object' has no attribute '" + name + "'"
                        : Types.name(of) + " object has no element " + key);
    }

    public JinjaException used() {
        return new JinjaException(message);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Undefined;
    }

    @Override
    public int hashCode() {
        return Undefined.class.hashCode();
    }
}
