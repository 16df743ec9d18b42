package dev.attune.registry;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.PackagedService;
import dev.attune.service.testing.TestPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/** A database of the first release, with an event that was sent and one that waits. */
class UpgradeIT {

    @Test
    void sendsWhatWaitedUnderItsIdAndNotWhatWasSent() throws Exception {
        try (TestPlatform platform = TestPlatform.start()) {
            Map<String, String> database = platform.database().settings();
            String url = database.get("quarkus.datasource.jdbc.url");
            Flyway.configure()
                    .dataSource(url, "postgres", "postgres")
                    .schemas("registry")
                    .target("1")
                    .load()
                    .migrate();
            String waiting = UUID.randomUUID().toString();
            try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres")) {
                insert(connection, UUID.randomUUID().toString(), "sent", true);
                insert(connection, waiting, "waiting", false);
                insertRewardModel(connection);
            }

            TestBus bus = new TestBus(platform.bootstrapServers());
            try (PackagedService _ = PackagedService.start(platform, Map.of(), List.of("-Xmx256m"))) {
                Eventually.holds(
                        Duration.ofSeconds(60),
                        "the event that waited",
                        () -> !bus.events(Topics.PROMOTIONS).isEmpty());
            }
            List<ReceivedEvent> events = bus.events(Topics.PROMOTIONS);
            assertThat(events).extracting(ReceivedEvent::id).containsExactly(waiting);
            assertThat(events.getFirst().event()).isEqualTo(promoted("waiting"));
            try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                    ResultSet learned = connection
                            .createStatement()
                            .executeQuery("SELECT partition, until_offset FROM registry.retraining_learned")) {
                assertThat(learned.next())
                        .as("what a reward model of before has read")
                        .isTrue();
                assertThat(learned.getInt(1)).isZero();
                assertThat(learned.getLong(2)).isEqualTo(200);
            }
        }
    }

    /** It learned from all projects together, up to offset 200. */
    private static void insertRewardModel(Connection connection) throws SQLException {
        String id = Samples.id("reward");
        String row = "INSERT INTO registry.checkpoints (checkpoint_id, kind, created_at, event)"
                + " VALUES (?, 'REWARD_MODEL', now(), ?::jsonb)";
        try (PreparedStatement insert = connection.prepareStatement(row)) {
            insert.setString(1, id);
            insert.setString(2, EventCodec.json(Samples.checkpoint(id, Kind.REWARD_MODEL, "base-1", Samples.NOON)));
            insert.executeUpdate();
        }
    }

    private static Promoted promoted(String channel) {
        return new Promoted(channel, "base", null, "test", "p-1", Samples.NOON);
    }

    private static void insert(Connection connection, String id, String channel, boolean sent) throws SQLException {
        String row = "INSERT INTO registry.outbox (event_id, type, event, created_at, sent_at)"
                + " VALUES (?, 'dev.attune.promotions.promoted.v1', ?::jsonb, now(), "
                + (sent ? "now())" : "NULL)");
        try (PreparedStatement insert = connection.prepareStatement(row)) {
            insert.setString(1, id);
            insert.setString(2, EventCodec.json(promoted(channel)));
            insert.executeUpdate();
        }
    }
}
