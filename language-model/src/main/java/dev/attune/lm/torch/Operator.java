package dev.attune.lm.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A registered operator of libtorch by name and overload; its native strings are made once. */
final class Operator {
    private final String title;
    private final MemorySegment name;
    private final MemorySegment overload;

    Operator(String name, String overload) {
        this.title = overload.isEmpty() ? name : name + "." + overload;
        this.name = Arena.global().allocateFrom(name);
        this.overload = Arena.global().allocateFrom(overload);
    }

    Operator(String name) {
        this(name, "");
    }

    /** Starts a call; give the arguments in the order of the operator's schema, then ask for the result. */
    Invocation with() {
        return Invocation.start(this);
    }

    /** Calls the operator with the arguments on {@code stack}, which it consumes; 0 if all went well. */
    int call(MemorySegment stack) {
        try {
            return (int) LibTorch.CALL_DISPATCHER.invokeExact(name, overload, stack);
        } catch (Throwable failure) {
            throw LibTorch.failed(title, failure);
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
