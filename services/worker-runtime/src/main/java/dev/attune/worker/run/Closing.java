package dev.attune.worker.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** Closes what was opened, the last first; one that cannot be closed does not keep the others open. */
final class Closing implements AutoCloseable {

    private final Deque<Runnable> closers = new ArrayDeque<>();

    <T> T keep(T opened, Consumer<? super T> close) {
        closers.push(() -> close.accept(opened));
        return opened;
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        while (!closers.isEmpty()) {
            failure = after(closers.pop(), failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable RuntimeException after(Runnable closer, @Nullable RuntimeException before) {
        try {
            closer.run();
            return before;
        } catch (RuntimeException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }
}
