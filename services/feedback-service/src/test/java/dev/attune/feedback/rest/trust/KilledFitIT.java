package dev.attune.feedback.rest.trust;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.PlantedVotes;
import dev.attune.feedback.testing.RealService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Many votes, fitted by the service as people run it, and killed with {@code kill -9} while the ring is told what moved. */
class KilledFitIT {

    private static final Logger LOG = Logger.getLogger(KilledFitIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    /** Four votes each; more by the environment. */
    private static final int PAIRS = Integer.parseInt(System.getenv().getOrDefault("ATTUNE_PAIRS", "6000"));

    @Test
    void whatMovedIsToldToTheEndAfterAKill() {
        try (RealService service = new RealService()) {
            service.start();
            Api administrator = service.administrator();
            String project = administrator
                    .post("/api/projects", Map.of("name", "many votes", "ratingsPerItem", 4))
                    .text("id");
            for (String statement : PlantedVotes.statements(PAIRS)) {
                service.execute(statement.replaceFirst("\\?(?=[^?]*$)", Matcher.quoteReplacement("'" + project + "'")));
            }

            Eventually.holds(PATIENCE, "a fit", () -> number(service, "SELECT count(*) FROM feedback.rater_fit") > 0);
            LOG.infof(
                    "%d votes: %s s",
                    4 * PAIRS,
                    service.query("SELECT seconds FROM feedback.rater_fit").getFirst());
            long moved = pending(service);
            assertThat(moved).isGreaterThan(PAIRS / 4);
            Eventually.holds(PATIENCE, "some are told", () -> pending(service) < moved - 100 || pending(service) == 0);
            service.kill();
            assertThat(pending(service)).as("still to be told").isPositive();
            service.start();
            Eventually.holds(PATIENCE, "all are told", () -> pending(service) == 0);

            Map<String, Double> told = new HashMap<>();
            service.query("SELECT item_id || ' ' || told FROM feedback.pair_belief WHERE told IS NOT NULL")
                    .forEach(row -> told.put(row.split(" ", 2)[0], Double.parseDouble(row.split(" ", 2)[1])));
            Eventually.holds(PATIENCE, "all is on the bus", () -> heard(service).size() >= moved);
            Map<String, Double> heard = heard(service);
            assertThat(heard).hasSize((int) moved);
            heard.forEach(
                    (item, probability) -> assertThat(probability).as(item).isEqualTo(told.get(item), within(1e-9)));
        }
    }

    private static long pending(RealService service) {
        return number(service, "SELECT count(*) FROM feedback.pair_belief WHERE pending");
    }

    private static long number(RealService service, String query) {
        return Long.parseLong(service.query(query).getFirst());
    }

    /** P(the first is preferred) as the latest record of each item says. */
    private static Map<String, Double> heard(RealService service) {
        Map<String, Double> heard = new HashMap<>();
        for (ReceivedEvent received : new TestBus(service.bootstrapServers()).events(Topics.PREFERENCES)) {
            if (received.event() instanceof PreferenceSettled settled) {
                boolean first = settled.chosen().candidateId().equals("a");
                heard.put(
                        settled.itemId(),
                        settled.outcome() == Outcome.TIE
                                ? 0.5
                                : first ? settled.probability() : 1 - settled.probability());
            }
        }
        return heard;
    }
}
