package dev.attune.lm.python;

/** An object of Jinja's own, such as {@code loop}. */
public interface JinjaObject {
    /** The attribute, or an {@link Undefined}. */
    Object attribute(String name);

    /** What it is beside its attributes: the tuple that a named tuple is, or itself. */
    default Object plain() {
        return this;
    }

    /** The name of its type. */
    String type();
}
