package dev.attune.service.outbox;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.EventReader;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.Topics;
import dev.attune.service.testing.KitAlone;
import dev.attune.service.testing.PlatformResource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the bus has lost it gets again, under its id and never over something newer. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@TestProfile(KitAlone.class)
@SuppressWarnings("NullAway.Init")
class RepublicationIT extends OutboxFixture {

    @Inject
    Republication republication;

    @Test
    void putsBackWhatTheBusHasLostInItsOrderAndUnderItsId() throws Exception {
        String item = item();
        write(item, "first", "second");
        relay.send();
        List<String> ids =
                told(item).stream().map(record -> EventReader.read(record).id()).toList();
        assertThat(republication.republish(false, false).missing()).isEmpty();
        bus.emptyTopic(Topics.FEEDBACK);
        write(item, "third");
        relay.send();
        assertThat(ratings(item)).containsExactly("third");

        assertThat(republication.republish(true, false).missing()).containsExactly(Map.entry(Topics.FEEDBACK, 2L));
        assertThat(outbox.waiting()).isZero();
        assertThat(republication.republish(false, false).missing()).containsExactly(Map.entry(Topics.FEEDBACK, 2L));
        relay.send();

        assertThat(ratings(item)).containsExactly("third", "first", "second");
        assertThat(told(item).stream().map(record -> EventReader.read(record).id()))
                .containsSubsequence(ids);
        assertThat(republication.republish(false, false).missing()).isEmpty();
    }

    @Test
    void doesNotPutAnOldStateOverANewerOne() throws Exception {
        String item = item();
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.add(List.of(
                        new PreferenceRetracted(item, "old state"), new PreferenceRetracted(item, "new state"))));
        relay.send();
        bus.emptyTopic(Topics.PREFERENCES);

        assertThat(republication.republish(false, false).missing()).containsExactly(Map.entry(Topics.PREFERENCES, 1L));
        relay.send();

        assertThat(bus.records(Topics.PREFERENCES, item).stream()
                        .map(record ->
                                ((PreferenceRetracted) EventReader.read(record).event()).reason()))
                .containsExactly("new state");
    }

    @Test
    void triesAgainWhatWasSetApartWhenAsked() {
        String item = item();
        write(item, "rating");
        sql("update outbox set set_apart = 'too large then'");
        assertThat(relay.send()).isZero();

        assertThat(republication.republish(false, true).setApart()).isOne();
        relay.send();

        assertThat(ratings(item)).containsExactly("rating");
    }
}
