package dev.attune.feedback.service.together;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Does calls that come at the same time together, in one transaction instead of in one each: a caller whom nobody precedes begins at once, and
 * those who come meanwhile are done by the next of them. So nobody ever waits for company, and the more come the less each costs.
 *
 * <p>What ends with an exception for all is tried again one by one: nobody fails for what another has sent.
 *
 * @param <Q> a call
 * @param <A> its answer
 */
public final class Together<Q, A> {

    private static final int MOST_PUT_OFF = 3;

    private final int lanes;
    private final int most;
    private final Function<Q, ?> owner;
    private final Function<List<Q>, List<Outcome<A>>> work;
    private final Deque<Waiting<Q, A>> queue = new ArrayDeque<>();
    private int working;

    /**
     * @param lanes how many threads do so at the same time
     * @param most how many calls are done together
     * @param owner of two calls of the same owner the second waits until the first is done
     * @param work does them and says what became of each, in their order; one that comes alone is never {@link Outcome.Later}
     */
    public Together(int lanes, int most, Function<Q, ?> owner, Function<List<Q>, List<Outcome<A>>> work) {
        this.lanes = lanes;
        this.most = most;
        this.owner = owner;
        this.work = work;
    }

    private static final class Waiting<Q, A> {

        private final Q call;
        private final Thread thread = Thread.currentThread();
        private volatile @Nullable Outcome<A> outcome;
        private volatile boolean chosen;
        /** How often it was put off; read and written under the lock. */
        private int putOff;

        Waiting(Q call) {
            this.call = call;
        }

        void end(Outcome<A> with) {
            outcome = with;
            LockSupport.unpark(thread);
        }

        void lead() {
            chosen = true;
            LockSupport.unpark(thread);
        }
    }

    /** Returns when the call is done, or throws why it is not. */
    public A ask(Q call) {
        Waiting<Q, A> mine = new Waiting<>(call);
        if (leads(mine)) {
            serveUntilDone(mine);
        }
        boolean interrupted = false;
        while (mine.outcome == null) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
            if (mine.chosen) {
                mine.chosen = false;
                serveUntilDone(mine);
            }
        }
        if (mine.chosen) {
            pass();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return switch (mine.outcome) {
            case Outcome.Done<A> done -> done.answer();
            case Outcome.Refused<A> refused -> throw refused.why();
            case Outcome.Later<A> _ -> throw new IllegalStateException("A call that came alone was put off.");
            case null -> throw new IllegalStateException("A call was forgotten.");
        };
    }

    private synchronized boolean leads(Waiting<Q, A> mine) {
        queue.add(mine);
        if (working == lanes) {
            return false;
        }
        working++;
        return true;
    }

    private void serveUntilDone(Waiting<Q, A> mine) {
        try {
            while (mine.outcome == null) {
                List<Waiting<Q, A>> batch = take();
                if (batch.isEmpty()) {
                    // Another lane does it.
                    break;
                }
                serve(batch);
            }
        } finally {
            pass();
        }
    }

    private synchronized List<Waiting<Q, A>> take() {
        List<Waiting<Q, A>> batch = new ArrayList<>();
        Set<Object> owners = new HashSet<>();
        Iterator<Waiting<Q, A>> each = queue.iterator();
        Waiting<Q, A> first = queue.peekFirst();
        if (first != null && first.putOff >= MOST_PUT_OFF) {
            // Alone it may wait for what others hold.
            queue.removeFirst();
            return List.of(first);
        }
        while (each.hasNext() && batch.size() < most) {
            Waiting<Q, A> next = each.next();
            if (owners.add(owner.apply(next.call))) {
                batch.add(next);
                each.remove();
            }
        }
        return batch;
    }

    /** The next of those who wait, and whom no other lane has chosen, does what is left. */
    private synchronized void pass() {
        for (Waiting<Q, A> next : queue) {
            if (!next.chosen) {
                next.lead();
                return;
            }
        }
        working--;
    }

    private void serve(List<Waiting<Q, A>> batch) {
        List<Outcome<A>> outcomes;
        try {
            outcomes = work.apply(batch.stream().map(each -> each.call).toList());
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                batch.getFirst().end(new Outcome.Refused<>(e));
            } else {
                batch.forEach(each -> serve(List.of(each)));
            }
            return;
        } catch (Error e) {
            batch.forEach(each ->
                    each.end(new Outcome.Refused<>(new IllegalStateException("The process is in trouble.", e))));
            throw e;
        }
        List<Waiting<Q, A>> putOff = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Later<A>) {
                putOff.add(batch.get(i));
            } else {
                batch.get(i).end(outcomes.get(i));
            }
        }
        putBack(putOff);
    }

    private synchronized void putBack(List<Waiting<Q, A>> putOff) {
        putOff.reversed().forEach(each -> {
            each.putOff++;
            queue.addFirst(each);
        });
    }
}
