package dev.attune.lm.python;

/** An object of Jinja's own, such as {@code loop}. */
public interface JinjaObject {
    /** The attribute, or an {@link Undefined}. */
    Object attribute(String name);

    /** The name of its type. */
    String type();
}
