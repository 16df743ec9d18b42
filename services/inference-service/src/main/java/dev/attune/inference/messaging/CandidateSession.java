package dev.attune.inference.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jboss.logging.Logger;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.bus.SkippedEvents;
import dev.attune.contracts.bus.Traces;
import dev.attune.contracts.bus.UnknownEventException;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Topics;
import dev.attune.inference.CandidateOrder;
import dev.attune.inference.service.CandidateOutcome;
import dev.attune.inference.service.Candidates;

/** Reads prompts, has candidates made for many at once, and publishes them with the offsets in one transaction. */
final class CandidateSession implements BusLoop.Session {

    private static final Logger LOG = Logger.getLogger(CandidateSession.class);
    private static final String GROUP = "inference-service";
    private static final Duration WAIT = Duration.ofMillis(500);
    /** Prompts are often imported together: a little patience makes one large batch of several small ones. */
    private static final Duration MORE = Duration.ofMillis(50);

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaClientMetrics meters;
    private final CandidatePublisher publisher;
    private final Candidates candidates;
    private final int batch;
    private final BooleanSupplier possible;
    private final FailedPrompts failed;
    private final StartedPrompts started;
    private final SkippedEvents skipped = new SkippedEvents();

    /**
     * Opens the session.
     *
     * @param possible whether there is a policy to sample from: until then prompts stay where they are
     * @param failed what is known of earlier sessions
     * @param started what is known of earlier processes
     */
    CandidateSession(
            BusSettings bus,
            Candidates candidates,
            int batch,
            BooleanSupplier possible,
            FailedPrompts failed,
            StartedPrompts started) {
        this.candidates = candidates;
        this.failed = failed;
        this.started = started;
        this.batch = batch;
        this.possible = possible;
        this.publisher = new CandidatePublisher(bus, GROUP);
        try {
            this.consumer = new KafkaConsumer<>(settings(bus, batch));
            this.meters = new KafkaClientMetrics(consumer);
            meters.bindTo(Metrics.globalRegistry);
            consumer.subscribe(List.of(Topics.PROMPTS));
        } catch (RuntimeException e) {
            publisher.close();
            throw e;
        }
    }

    @Override
    public void turn() {
        List<ConsumerRecord<String, byte[]>> records = poll();
        if (records.isEmpty()) {
            return;
        }
        CandidatePublisher.Step step = publisher.step();
        // By wish: one that came twice is answered once.
        Map<String, Asked> asked = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            step.consumed(record);
            prompt(record, step).ifPresent(one -> asked.putIfAbsent(one.order().id(), one));
        }
        publish(List.copyOf(asked.values()), step);
        step.commit(consumer.groupMetadata());
    }

    private void publish(List<Asked> asked, CandidatePublisher.Step step) {
        if (asked.isEmpty()) {
            return;
        }
        // They are made together, so that each one's span is as long as all of them take.
        List<Span> spans = asked.stream()
                .map(one -> Traces.consuming(one.received()).setAttribute("attune.batch", asked.size()))
                .toList();
        try {
            List<CandidateOutcome> outcomes =
                    make(asked.stream().map(Asked::order).toList());
            for (int i = 0; i < outcomes.size(); i++) {
                publish(asked.get(i), outcomes.get(i), spans.get(i), step);
            }
        } catch (RuntimeException e) {
            spans.forEach(span -> Traces.failed(span, e.getClass().getName()));
            throw e;
        } finally {
            spans.forEach(Span::end);
        }
    }

    private static void publish(Asked asked, CandidateOutcome outcome, Span span, CandidatePublisher.Step step) {
        switch (outcome) {
            case CandidateOutcome.Made made -> {
                try (Scope _ = span.makeCurrent()) {
                    step.publish(made.event());
                }
            }
            case CandidateOutcome.Refused refused -> {
                Traces.failed(span, refused.code());
                step.deadLetter(asked.record(), refused.code(), refused.reason());
            }
        }
    }

    private record Asked(CandidateOrder order, ReceivedEvent received, ConsumerRecord<String, byte[]> record) {}

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        meters.close();
        consumer.close();
        publisher.close();
    }

    private List<ConsumerRecord<String, byte[]>> poll() {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        if (!possible.getAsBoolean()) {
            LockSupport.parkNanos(WAIT.toNanos());
            return records;
        }
        consumer.poll(WAIT).forEach(records::add);
        int before = 0;
        while (records.size() > before && records.size() < batch) {
            before = records.size();
            consumer.poll(MORE).forEach(records::add);
        }
        return records;
    }

    private Optional<Asked> prompt(ConsumerRecord<String, byte[]> record, CandidatePublisher.Step step) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            ReceivedEvent received = EventReader.read(record);
            return CandidateOrder.of(received.event()).map(order -> new Asked(order, received, record));
        } catch (UnknownEventException e) {
            if (skipped.add(e)) {
                LOG.warnf("%s It is passed over; others of its type are counted only.", e.getMessage());
            }
            return Optional.empty();
        } catch (InvalidEventException e) {
            step.deadLetter(record, e.code(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** All at once; when that fails, one by one, so that a prompt that cannot be answered does not stop the others. */
    private List<CandidateOutcome> make(List<CandidateOrder> prompts) {
        if (prompts.stream().anyMatch(prompt -> started.isSuspect(prompt.id()))) {
            LOG.warnf(
                    "The process ended while it answered some of %d prompts, which are tried one by one",
                    prompts.size());
            return oneByOne(prompts);
        }
        long start = System.nanoTime();
        try {
            List<CandidateOutcome> outcomes = generated(prompts);
            LOG.infof("Candidates for %d prompts in %d ms", prompts.size(), (System.nanoTime() - start) / 1_000_000);
            return outcomes;
        } catch (RuntimeException | StackOverflowError e) {
            requireLasting(e);
            LOG.warnf(e, "A batch of %d prompts failed and is tried one by one", prompts.size());
            return oneByOne(prompts);
        }
    }

    /**
     * What fails again and again is put aside.
     *
     * @throws RuntimeException when some may still succeed: the batch is tried again by the next session
     */
    private List<CandidateOutcome> oneByOne(List<CandidateOrder> prompts) {
        List<CandidateOutcome> outcomes = new ArrayList<>();
        Throwable again = null;
        for (CandidateOrder prompt : prompts) {
            try {
                outcomes.add(
                        started.ends(prompt.id()) >= StartedPrompts.ENDS
                                ? endsTheProcess(prompt)
                                : generated(List.of(prompt)).getFirst());
            } catch (RuntimeException | StackOverflowError e) {
                requireLasting(e);
                if (failed.isGivenUpAfter(prompt.id())) {
                    LOG.errorf(e, "Prompt %s is put aside: its answers failed each time", prompt.id());
                    outcomes.add(new CandidateOutcome.Refused(
                            "not-generated", "The answers failed " + FailedPrompts.ATTEMPTS + " times: " + e));
                } else {
                    again = e;
                }
            }
        }
        if (again != null) {
            throw new IllegalStateException("Some answers failed and are tried again: " + again, again);
        }
        return outcomes;
    }

    private List<CandidateOutcome> generated(List<CandidateOrder> prompts) {
        List<String> ids = prompts.stream().map(CandidateOrder::id).toList();
        started.started(ids);
        try {
            return candidates.make(prompts);
        } finally {
            started.finished(ids);
        }
    }

    private static CandidateOutcome endsTheProcess(CandidateOrder prompt) {
        LOG.errorf("Prompt %s is put aside: the process ended each time that it was answered", prompt.id());
        return new CandidateOutcome.Refused(
                "not-generated",
                "The process ended " + StartedPrompts.ENDS
                        + " times while it made these answers and no others; its logs say why.");
    }

    /** A fault that passes is no prompt's, and puts none aside. */
    private static void requireLasting(Throwable failure) {
        if (failure instanceof AttuneException known && known.category() == ErrorCategory.RETRIABLE) {
            throw known;
        }
    }

    private static Map<String, Object> settings(BusSettings bus, int batch) {
        Map<String, Object> settings = new HashMap<>(Bus.consumer(bus.bootstrapServers(), GROUP));
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batch);
        // A batch on a large model may take long; a killed process is noticed by its missing heartbeat.
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 30 * 60 * 1000);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2000);
        return settings;
    }
}
