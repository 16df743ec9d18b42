package dev.attune.platform.broker;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the broker alive: one that gave up, because its disk was full for example, is closed and started again as soon as there
 * is space, on the same data.
 */
public final class BrokerKeeper implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BrokerKeeper.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CLOSING = Duration.ofSeconds(15);
    private static final Duration INTERRUPTED = Duration.ofSeconds(5);
    private static final int MOST_WAITS = 5;

    private final Function<Consumer<String>, KafkaBroker> starter;
    private final LongSupplier freeBytes;
    private final long neededBytes;
    private final Runnable onChange;
    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    private final AtomicInteger restarts = new AtomicInteger();
    private final Thread keeper;
    private volatile @Nullable KafkaBroker broker;
    private volatile String trouble = "";

    private BrokerKeeper(
            Function<Consumer<String>, KafkaBroker> starter,
            LongSupplier freeBytes,
            long neededBytes,
            Runnable onChange) {
        this.starter = starter;
        this.freeBytes = freeBytes;
        this.neededBytes = neededBytes;
        this.onChange = onChange;
        this.keeper = Thread.ofPlatform().daemon().name("keep-kafka").unstarted(this::keep);
    }

    /**
     * Starts a broker, and keeps it.
     *
     * @param starter starts it; the consumer is to be told a sentence when it gives up
     * @param freeBytes of its disk
     * @param neededBytes below which it is not started again
     * @param onChange told when it gave up, and when it is back
     * @throws RuntimeException of {@code starter}, for the first start
     */
    public static BrokerKeeper start(
            Function<Consumer<String>, KafkaBroker> starter,
            LongSupplier freeBytes,
            long neededBytes,
            Runnable onChange) {
        BrokerKeeper keeper = new BrokerKeeper(starter, freeBytes, neededBytes, onChange);
        keeper.broker = starter.apply(keeper.failures::add);
        keeper.keeper.start();
        return keeper;
    }

    /** Whether a broker runs that has not given up. */
    public boolean isUp() {
        return broker != null;
    }

    /** Why it is not up; empty text when it is. */
    public String trouble() {
        return trouble;
    }

    public int restarts() {
        return restarts.get();
    }

    @Override
    public void close() {
        keeper.interrupt();
        KafkaBroker open = broker;
        broker = null;
        if (open != null) {
            close(open);
        }
    }

    private void keep() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                String sentence = failures.take();
                KafkaBroker failed = broker;
                broker = null;
                say(sentence);
                if (failed != null) {
                    close(failed);
                }
                // What the dying broker said on its way is of the same failure.
                failures.clear();
                startAgain(sentence);
            }
        } catch (InterruptedException e) {
            LOG.fine("told to stop");
        }
    }

    private void startAgain(String sentence) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (broker == null) {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            long free = freeBytes.getAsLong();
            if (free < neededBytes) {
                say(sentence + "; it is started again when its disk has " + (neededBytes >> 20) + " MiB free, now "
                        + (free >> 20));
                continue;
            }
            try {
                broker = starter.apply(failures::add);
                restarts.incrementAndGet();
                say("");
                LOG.info("Kafka is back");
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Kafka cannot be started again yet", e);
                say(sentence + "; it cannot be started again yet: " + e.getMessage());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private void say(String sentence) {
        if (!sentence.equals(trouble)) {
            trouble = sentence;
            onChange.run();
        }
    }

    /**
     * A broker whose disk is gone may never end its shutdown; its data is safe without. One whose controller has died as well waits
     * for it for minutes and holds its port meanwhile: an interruption ends a wait, and there are a few.
     */
    private static void close(KafkaBroker broker) {
        Thread closing = new Thread(broker::close, "close-kafka");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSING.toMillis());
            for (int wait = 0; wait < MOST_WAITS && closing.isAlive(); wait++) {
                closing.interrupt();
                closing.join(INTERRUPTED.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
