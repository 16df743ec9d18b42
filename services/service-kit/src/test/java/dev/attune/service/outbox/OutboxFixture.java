package dev.attune.service.outbox;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.TestBus;

/** An empty outbox beside a bus, and what its tests ask of both. */
@SuppressWarnings("NullAway.Init")
abstract class OutboxFixture {

    @Inject
    EntityManager entities;

    @Inject
    Outbox outbox;

    @Inject
    OutboxTable table;

    @Inject
    OutboxStates states;

    @Inject
    OutboxRelay relay;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    TestBus bus;

    @BeforeEach
    void makeTheTable() {
        bus = new TestBus(bootstrapServers);
        sql("drop table if exists outbox");
        sql("create table outbox (position bigserial primary key, id uuid not null unique, type text not null,"
                + " payload text not null, created_at timestamptz not null, event_key text, sent_at timestamptz,"
                + " set_apart text, trace_parent text, trace_state text)");
    }

    @AfterEach
    void stopTheRelay() {
        relay.stop();
    }

    void sql(String statement) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(statement).executeUpdate());
    }

    void write(String item, String... ratings) {
        List<RatingWithdrawn> events = List.of(ratings).stream()
                .map(rating -> new RatingWithdrawn(rating, item, "p-1", "test"))
                .toList();
        QuarkusTransaction.requiringNew().run(() -> outbox.add(events));
    }

    List<OutboxMessage> oldest(int limit) {
        return QuarkusTransaction.requiringNew().call(() -> table.oldest(limit, Long.MAX_VALUE, List.of(), 0));
    }

    OutboxState state() {
        return states.state();
    }

    List<ConsumerRecord<String, byte[]>> told(String item) {
        return bus.records(Topics.FEEDBACK, item);
    }

    List<String> ratings(String item) {
        return told(item).stream()
                .map(record -> ((RatingWithdrawn) EventReader.read(record).event()).ratingId())
                .toList();
    }

    static String item() {
        return "item-" + System.nanoTime();
    }

    long count(String query) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) entities.createNativeQuery(query).getSingleResult()).longValue());
    }
}
