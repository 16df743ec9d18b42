package dev.attune.inference.service;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.ExchangeEvent.ExchangeEnded;
import dev.attune.contracts.event.ExchangeEvent.Finish;
import dev.attune.contracts.event.ExchangeEvent.Texts;
import dev.attune.inference.Asker;
import dev.attune.inference.ChatAnswer;
import dev.attune.inference.Faults;

/**
 * What was asked and how it ended, on its way to the bus. An answer never waits for the bus: what finds no room while it is away is counted and forgotten.
 */
@ApplicationScoped
public class Exchanges {

    private static final int ROOM = 10_000;
    private static final int TOGETHER = 500;

    private final BlockingQueue<ExchangeEnded> waiting = new LinkedBlockingQueue<>(ROOM);
    private final Rollouts rollouts;
    private final Counter lost;

    Exchanges(Rollouts rollouts, MeterRegistry registry) {
        this.rollouts = rollouts;
        this.lost = registry.counter("attune.exchanges.lost");
    }

    /**
     * An answer that is about to be given.
     *
     * @param completionId the answer's
     * @param began when the question came, by {@link System#nanoTime()}
     */
    public Exchange begin(String completionId, Asker asker, Chat.Prepared prepared, long began) {
        return new Exchange(completionId, asker, prepared, began);
    }

    /** The next that wait, in their order; they stay until {@link #told}. Empty when none came in time. */
    public List<ExchangeEnded> next(Duration patience) throws InterruptedException {
        ExchangeEnded first = waiting.peek();
        long until = System.nanoTime() + patience.toNanos();
        while (first == null && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(20);
            first = waiting.peek();
        }
        List<ExchangeEnded> next = new ArrayList<>();
        waiting.stream().limit(TOGETHER).forEach(next::add);
        return next;
    }

    /** The first so many have arrived. */
    public void told(int count) {
        for (int i = 0; i < count; i++) {
            waiting.remove();
        }
    }

    /** One answer, from its question to its end. */
    public final class Exchange {

        private final String completionId;
        private final Asker asker;
        private final Chat.Prepared prepared;
        private final long began;

        private Exchange(String completionId, Asker asker, Chat.Prepared prepared, long began) {
            this.completionId = completionId;
            this.asker = asker;
            this.prepared = prepared;
            this.began = began;
        }

        /** It was given. */
        public void answered(ChatAnswer answer) {
            Finish finish = answer.finishReason().equals("stop") ? Finish.STOP : Finish.LENGTH;
            boolean tell = rollouts.mayTell(asker.projectId());
            add(
                    finish,
                    answer.promptTokens(),
                    answer.completionTokens(),
                    answer.text().isBlank(),
                    tell ? new Texts(prepared.question().messages(), answer.text()) : null);
        }

        /** It was not, or nobody waited for it any more. */
        public void failed(Throwable failure) {
            boolean left = failure instanceof UncheckedIOException
                    || failure instanceof AttuneException error && error.code().equals(Faults.ABANDONED);
            add(left ? Finish.ABANDONED : Finish.FAILED, prepared.promptTokens(), 0, true, null);
        }

        private void add(Finish finish, int prompt, int completion, boolean blank, @Nullable Texts texts) {
            boolean room = waiting.offer(new ExchangeEnded(
                    completionId,
                    prepared.channel(),
                    prepared.assignment(),
                    prepared.checkpointId(),
                    asker.account(),
                    asker.subject(),
                    asker.projectId(),
                    finish,
                    (System.nanoTime() - began) / 1_000_000,
                    prompt,
                    completion,
                    blank,
                    texts,
                    Instant.now()));
            if (!room) {
                lost.increment();
            }
        }
    }
}
