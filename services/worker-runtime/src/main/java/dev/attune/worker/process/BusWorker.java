package dev.attune.worker.process;

import java.time.Duration;
import java.util.List;

/** Works on the bus in one thread until it is told to stop. */
public interface BusWorker {

    /**
     * Works until {@link #stop}.
     *
     * @throws org.apache.kafka.common.KafkaException when the bus is lost or another instance has taken over: the process
     *     must end
     */
    void run();

    /** Whether the bus was reached and all that was on it has been read: it stays so while a run is made. */
    boolean ready();

    /** Sentences on what a person should know of it though it works. */
    default List<String> troubles() {
        return List.of();
    }

    /** Ends {@link #run} after the current step. */
    void stop();

    /** Waits until {@link #run} has ended; false when it has not in time. */
    boolean awaitEnd(Duration timeout) throws InterruptedException;
}
