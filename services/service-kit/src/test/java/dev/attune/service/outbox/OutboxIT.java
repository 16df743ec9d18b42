package dev.attune.service.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
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
class OutboxIT extends OutboxFixture {

    private static final int TOO_LARGE = 9 * 1024 * 1024;

    @Inject
    BusProducer producer;

    @Inject
    Inbox inbox;

    @Test
    void sendsInOrderUnderTheIdThatWasToldAndForgets() {
        String item = item();
        String[] many = IntStream.range(0, 50).mapToObj(i -> "rating-" + i).toArray(String[]::new);
        write(item, many);
        String id = oldest(1).getFirst().id().toString();

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
    void goesOnWhenWhatItNeedsIsThereAgain() {
        sql("alter table outbox rename to elsewhere");
        relay.start();
        count("select count(*) from (select pg_sleep(0.5)) as s");
        sql("alter table elsewhere rename to outbox");
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
    void setsApartWhatIsTooLargeAndGoesOn() {
        String item = item();
        write(item, "first", "second", "x".repeat(TOO_LARGE), "last");

        while (relay.send() > 0) {}

        assertThat(ratings(item)).containsExactly("first", "second", "last");
        assertThat(outbox.waiting()).isZero();
        assertThat(state().setApart()).isOne();
        assertThat(state().sent()).isEqualTo(3);
        OutboxState.SetApart apart = state().examples().getFirst();
        assertThat(apart.key()).isEqualTo(item);
        assertThat(apart.reason()).contains("RecordTooLarge");
    }

    @Test
    void aTopicThatIsMissingHoldsBackItsOwnEventsOnly() throws Exception {
        String item = item();
        bus.deleteTopic(Topics.FEEDBACK);
        write(item, "rating");
        QuarkusTransaction.requiringNew().run(() -> outbox.add(new PreferenceRetracted(item, "no ratings left")));

        relay.start();

        Eventually.holds(
                Duration.ofSeconds(60),
                "the event of the topic that is there",
                () -> bus.records(Topics.PREFERENCES, item).size() == 1);
        Eventually.holds(Duration.ofSeconds(20), "only the other one waits", () -> outbox.waiting() == 1);
        assertThat(state().setApart()).isZero();
        bus.createTopics();
        Eventually.holds(
                Duration.ofSeconds(60), "the other event", () -> told(item).size() == 1 && outbox.waiting() == 0);
        assertThat(bus.records(Topics.PREFERENCES, item)).hasSize(1);
    }

    @Test
    void setsApartATypeThatThisVersionDoesNotKnow() {
        String item = item();
        write(item, "first", "second");
        sql("update outbox set type = 'dev.attune.feedback.rating-dreamt.v1' where payload like '%first%'");

        assertThat(relay.send()).isEqualTo(2);

        assertThat(ratings(item)).containsExactly("second");
        assertThat(state().examples().getFirst().reason()).contains("rating-dreamt");
    }

    @Test
    void sendsARowOfAnEarlierVersionThatHasNoKey() {
        String item = item();
        write(item, "rating");
        sql("update outbox set event_key = null");

        relay.send();

        assertThat(ratings(item)).containsExactly("rating");
        assertThat(count("select count(*) from outbox where event_key = '" + item + "'"))
                .isOne();
    }

    @Test
    void takesAsManyRowsAsTheBytesAllowAndALargeOneAlone() {
        String item = item();
        write(item, "a".repeat(600_000), "b".repeat(600_000), "c".repeat(2_000_000), "d");

        List<Integer> taken = new ArrayList<>();
        for (int sent = relay.send(); sent > 0; sent = relay.send()) {
            taken.add(sent);
        }

        assertThat(taken).containsExactly(1, 1, 1, 1);
        assertThat(ratings(item)).hasSize(4);
    }

    @Test
    void sendsManyLargeRowsWithinASmallPartOfTheHeap() {
        String item = item();
        String large = "x".repeat(200_000);
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.add(IntStream.range(0, 500)
                        .mapToObj(i -> new RatingWithdrawn(i + large, item, "p-1", "test"))
                        .toList()));
        int sent;
        do {
            sent = relay.send();
            assertThat(sent).isLessThanOrEqualTo(6);
        } while (sent > 0);

        assertThat(outbox.waiting()).isZero();
        assertThat(told(item)).hasSize(500);
    }

    @Test
    void forgetsSentRowsByTheirAgeOnly() {
        String item = item();
        write(item, "old", "new");
        relay.send();
        write(item, "waits");
        sql("update outbox set sent_at = now() - interval '8 days' where payload like '%old%'");

        assertThat(relay.pruneNow(Instant.now())).isOne();

        assertThat(state().sent()).isOne();
        assertThat(outbox.waiting()).isOne();
    }

    @Test
    void onlyOneProcessSendsAtATime() throws InterruptedException {
        write(item(), "rating");
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread other = Thread.ofPlatform()
                .start(() -> QuarkusTransaction.requiringNew().run(() -> {
                    assertThat(table.tryLock()).isTrue();
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
                new IllegalStateException("a defect"),
                new IllegalStateException("a defect"),
                new IllegalStateException("a defect, the third time")));

        inbox.take(record, received -> {
            throw failures.removeFirst();
        });

        assertThat(failures).isEmpty();
        ConsumerRecord<String, byte[]> letter =
                bus.records(Topics.deadLetters(Topics.FEEDBACK), item).getFirst();
        assertThat(letter.value()).isEqualTo(record.value());
        assertThat(header(letter, DeadLetters.CODE)).isEqualTo("not-applied");
        assertThat(header(letter, DeadLetters.REASON)).contains("a defect, the third time");
        assertThat(header(letter, DeadLetters.CONSUMER)).isEqualTo("service-kit");
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
