package dev.attune.lm.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Independent parts of one work, a thread with one kernel thread for each: nothing waits at the end of each kernel, what is too
 * small to be shared out by libtorch runs side by side, too, and a busy neighbour stalls one part alone.
 *
 * <p>What all parts add to, they add to in the order of the parts ({@link #inOrder}), so that sums do not depend on who is quicker:
 * the n-th addition of a part comes after the n-th of the part before it.
 */
public final class Lanes {
    private static final ScopedValue<Lane> CURRENT = ScopedValue.newInstance();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("lane-", 1).daemon().factory());

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final int[] additions;
    private boolean failed;

    private Lanes(int count) {
        this.additions = new int[count];
    }

    private record Lane(Lanes all, int index) {}

    /** How many lanes are worth while for {@code parts} of equal work: one if cores would be idle for long. */
    public static int count(int parts) {
        int cores = CURRENT.isBound() ? 1 : Threads.count();
        int rounds = (parts + cores - 1) / cores;
        return parts > 0 && 5L * parts >= 4L * cores * rounds ? cores : 1;
    }

    /** Does the work of all lanes, numbered from 0, the first in this thread; nothing in them is recorded. */
    public static void run(int count, IntConsumer work) {
        Lanes lanes = new Lanes(count);
        List<Future<?>> others = new ArrayList<>();
        for (int index = 1; index < count; index++) {
            int lane = index;
            others.add(THREADS.submit(() -> lanes.lane(lane, work)));
        }
        @Nullable RuntimeException failure = null;
        try {
            lanes.lane(0, work);
        } catch (RuntimeException own) {
            failure = own;
        } finally { // an error of the first lane waits for the others as well
            for (Future<?> other : others) {
                RuntimeException theirs = end(other);
                failure =
                        failure == null || failure instanceof LaneFailedException && theirs != null ? theirs : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Does {@code addition} when those before it have been done; at once where there are no lanes. */
    public static void inOrder(Runnable addition) {
        if (CURRENT.isBound()) {
            Lane lane = CURRENT.get();
            lane.all().inOrder(lane.index(), addition);
        } else {
            addition.run();
        }
    }

    private void lane(int index, IntConsumer work) {
        try (Threads.Scope one = Threads.of(1);
                Autograd.Scope off = Autograd.off()) {
            ScopedValue.where(CURRENT, new Lane(this, index)).run(() -> work.accept(index));
            end(index, false);
        } catch (RuntimeException | Error failure) {
            end(index, true);
            throw failure;
        }
    }

    private void inOrder(int index, Runnable addition) {
        lock.lock();
        try {
            while (index > 0 && additions[index - 1] <= additions[index] && !failed) {
                moved.awaitUninterruptibly();
            }
            if (failed) {
                throw new LaneFailedException();
            }
        } finally {
            lock.unlock();
        }
        addition.run();
        lock.lock();
        try {
            additions[index]++;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end(int index, boolean inFailure) {
        lock.lock();
        try {
            additions[index] = Integer.MAX_VALUE; // nobody waits for it any more
            failed |= inFailure;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable RuntimeException end(Future<?> lane) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    lane.get();
                    return null;
                } catch (InterruptedException e) {
                    interrupted = true; // memory that the lane uses is freed by the caller: so it has to end first
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof Error error) {
                        throw error;
                    }
                    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Another lane has failed, and says why. */
    private static final class LaneFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
