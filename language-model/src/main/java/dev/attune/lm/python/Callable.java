package dev.attune.lm.python;

/** A function, a method or a macro. */
@FunctionalInterface
public interface Callable {
    Object call(Arguments arguments);
}
