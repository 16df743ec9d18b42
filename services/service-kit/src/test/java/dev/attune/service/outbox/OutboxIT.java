package dev.attune.service.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.inbox.Inbox;
import dev.attune.service.testing.KitAlone;
import dev.attune.service.testing.PlatformResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What was committed reaches the bus, once unless a process or the bus died in between, and in its order. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@TestProfile(KitAlone.class)
@SuppressWarnings("NullAway.Init")
class OutboxIT {

    private static final int TOO_LARGE = 9 * 1024 * 1024;

    @Inject
    EntityManager entities;

    @Inject
    Outbox outbox;

    @Inject
    OutboxRelay relay;

    @Inject
    BusProducer producer;

    @Inject
    Inbox inbox;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private TestBus bus;

    @BeforeEach
    void makeTheTable() {
        bus = new TestBus(bootstrapServers);
        sql("drop table if exists outbox");
        sql("create table outbox (position bigserial primary key, id uuid not null unique, type text not null,"
                + " payload text not null, created_at timestamptz not null)");
    }

    @AfterEach
    void stopTheRelay() {
        relay.stop();
    }

    private void sql(String statement) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(statement).executeUpdate());
    }

    private void write(String item, String... ratings) {
        List<RatingWithdrawn> events = List.of(ratings).stream()
                .map(rating -> new RatingWithdrawn(rating, item, "p-1", "test"))
                .toList();
        QuarkusTransaction.requiringNew().run(() -> outbox.add(events));
    }

    private List<OutboxRow> oldest(int limit) {
        return QuarkusTransaction.requiringNew().call(() -> outbox.oldest(limit));
    }

    private List<ConsumerRecord<String, byte[]>> told(String item) {
        return bus.records(Topics.FEEDBACK, item);
    }

    private List<String> ratings(String item) {
        return told(item).stream()
                .map(record -> ((RatingWithdrawn) EventReader.read(record).event()).ratingId())
                .toList();
    }

    private static String item() {
        return "item-" + System.nanoTime();
    }

    @Test
    void sendsInOrderUnderTheIdThatWasToldAndForgets() {
        String item = item();
        String[] many = IntStream.range(0, 50).mapToObj(i -> "rating-" + i).toArray(String[]::new);
        write(item, many);
        String id = oldest(1).getFirst().id.toString();

        assertThat(relay.send()).isEqualTo(50);

        assertThat(ratings(item)).containsExactly(many);
        assertThat(EventReader.read(told(item).getFirst()).id()).isEqualTo(id);
        assertThat(new String(
                        told(item).getFirst().headers().lastHeader("ce_source").value(), StandardCharsets.UTF_8))
                .isEqualTo("/attune/service-kit");
        assertThat(outbox.waiting()).isZero();
    }

    @Test
    void tellsNothingOfATransactionThatWasRolledBack() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.add(new RatingWithdrawn("rating", item(), "p-1", "test"));
                    throw new IllegalStateException("changed my mind");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(outbox.waiting()).isZero();
    }

    @Test
    void sendsSoonAfterTheCommit() {
        relay.start();
        String item = item();
        write(item, "rating");

        Eventually.holds(
                Duration.ofSeconds(20), "the event on the bus", () -> told(item).size() == 1);
    }

    @Test
    void sendsUnderTheSameIdWhenTheAcknowledgementWasLost() {
        String item = item();
        write(item, "rating");
        producer.publish(oldest(10));
        assertThat(outbox.waiting()).isOne();

        relay.send();

        assertThat(told(item)).hasSize(2);
        assertThat(told(item).stream().map(record -> EventReader.read(record).id()))
                .containsOnly(EventReader.read(told(item).getFirst()).id());
        assertThat(outbox.waiting()).isZero();
    }

    @Test
    void settlesWhatArrivedAndKeepsTheOrderWhenALaterRowCannotBeSent() {
        String item = item();
        write(item, "first", "second", "x".repeat(TOO_LARGE), "last");

        assertThatThrownBy(relay::send).isInstanceOf(NotAcknowledged.class);
        assertThatThrownBy(relay::send).isInstanceOf(NotAcknowledged.class);

        assertThat(ratings(item)).containsExactly("first", "second");
        assertThat(outbox.waiting()).isEqualTo(2);
    }

    @Test
    void onlyOneProcessSendsAtATime() throws InterruptedException {
        write(item(), "rating");
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread other = Thread.ofPlatform()
                .start(() -> QuarkusTransaction.requiringNew().run(() -> {
                    assertThat(outbox.tryLock()).isTrue();
                    holding.countDown();
                    awaitLatch(done);
                }));
        assertThat(holding.await(10, TimeUnit.SECONDS)).isTrue();

        int sent = relay.send();
        done.countDown();
        other.join();

        assertThat(sent).isZero();
        assertThat(outbox.waiting()).isOne();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void putsAsideUnchangedWhatCannotBeAppliedButWaitsForTheDatabase() throws InterruptedException {
        String item = item();
        write(item, "rating");
        relay.send();
        ConsumerRecord<String, byte[]> record = told(item).getFirst();
        List<RuntimeException> failures = new ArrayList<>(List.of(
                new IllegalStateException(new java.sql.SQLException("away", "08006")),
                new IllegalStateException("a defect")));

        inbox.take(record, received -> {
            throw failures.removeFirst();
        });

        assertThat(failures).isEmpty();
        ConsumerRecord<String, byte[]> letter =
                bus.records(Topics.deadLetters(Topics.FEEDBACK), item).getFirst();
        assertThat(letter.value()).isEqualTo(record.value());
        assertThat(header(letter, DeadLetters.CODE)).isEqualTo("not-applied");
        assertThat(header(letter, DeadLetters.REASON)).contains("a defect");
        assertThat(header(letter, DeadLetters.CONSUMER)).isEqualTo("service-kit");
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
