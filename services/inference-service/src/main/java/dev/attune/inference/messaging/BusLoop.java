package dev.attune.inference.messaging;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs a session with the bus in a thread of its own; one that fails is begun anew, from what the bus remembers. */
final class BusLoop {

    private static final Logger LOG = Logger.getLogger(BusLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int FAILURES_IN_A_ROW = 3;
    private static final Duration STOP = Duration.ofSeconds(20);

    private final String name;
    private final Supplier<Session> sessions;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Session current;
    private final AtomicInteger failures = new AtomicInteger();

    /** Work on the bus that goes on turn by turn. */
    interface Session extends AutoCloseable {
        void turn();

        /** Makes a turn that waits for the bus end, from another thread. */
        void wakeUp();

        @Override
        void close();
    }

    BusLoop(String name, Supplier<Session> sessions) {
        this.name = name;
        this.sessions = sessions;
        this.thread = new Thread(this::run, name);
    }

    void start() {
        thread.start();
    }

    /** Whether its thread lives and its last sessions did not all fail. */
    boolean isWorking() {
        return thread.isAlive() && failures.get() < FAILURES_IN_A_ROW;
    }

    /** Ends the loop after its present turn. */
    void stop() throws InterruptedException {
        stopping.countDown();
        Session session = current;
        if (session != null) {
            session.wakeUp();
        }
        thread.join(STOP.toMillis());
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!stopping()) {
            try (Session session = sessions.get()) {
                current = session;
                while (!stopping()) {
                    session.turn();
                    pause = FIRST_PAUSE;
                    failures.set(0);
                }
            } catch (WakeupException e) {
                LOG.debugf("%s was woken up", name);
            } catch (RuntimeException | Error e) {
                // An error too: a thread that ended would leave the service without the bus and nobody would notice.
                failures.incrementAndGet();
                LOG.warnf(e, "%s failed and begins again in %d ms", name, pause.toMillis());
                await(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            } finally {
                current = null;
            }
        }
    }

    private boolean stopping() {
        return stopping.getCount() == 0;
    }

    private void await(Duration pause) {
        try {
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debugf("%s stops", name);
            }
        } catch (InterruptedException e) {
            stopping.countDown();
            Thread.currentThread().interrupt();
        }
    }
}
