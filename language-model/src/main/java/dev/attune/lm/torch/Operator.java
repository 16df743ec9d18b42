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

    void call(MemorySegment stack) {
        int code;
        try {
            code = (int) LibTorch.CALL_DISPATCHER.invokeExact(name, overload, stack);
        } catch (Throwable failure) {
            throw LibTorch.failed(title, failure);
        }
        if (code != 0) {
            throw new TorchException("libtorch refused " + title + " (its own message is on stderr)");
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
