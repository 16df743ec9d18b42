package dev.attune.worker.process;

import java.time.Duration;

/** Works on the bus in one thread until it is told to stop. */
public interface BusWorker {

    /**
     * Works until {@link #stop}.
     *
     * @throws org.apache.kafka.common.KafkaException when the bus is lost or another instance has taken over: the process
     *     must end
     */
    void run();

    /** Whether the bus is reached and all that is on it was read. */
    boolean ready();

    /** Ends {@link #run} after the current step. */
    void stop();

    /** Waits until {@link #run} has ended; false when it has not in time. */
    boolean awaitEnd(Duration timeout) throws InterruptedException;
}
