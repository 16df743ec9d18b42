package dev.attune.registry.service;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.service.testing.PlatformResource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is old is forgotten, all of it though a little at a time; what is young or still runs stays. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@SuppressWarnings("NullAway.Init")
class HousekeepingIT {

    private final String mark = UUID.randomUUID().toString();

    @Inject
    Housekeeping housekeeping;

    @Inject
    EntityManager entities;

    @Test
    void forgetsByAge() {
        delivered(mark + "-old-", 1201, 31);
        delivered(mark + "-young-", 1, 29);
        run("over", "FINISHED", 181);
        run("fresh", "FAILED", 179);
        run("running", "RUNNING", 400);

        housekeeping.forgetOld();

        assertThat(texts("select event_id from registry.consumed_events where event_id like :mark order by 1"))
                .containsExactly(mark + "-young-1");
        assertThat(texts("select distinct run_id from registry.run_steps where run_id like :mark order by 1"))
                .containsExactly(mark + "-fresh", mark + "-running");
        assertThat(texts("select run_id from registry.runs where run_id like :mark"))
                .hasSize(3);
    }

    private void delivered(String ids, int count, int daysAgo) {
        sql("insert into registry.consumed_events (event_id, topic, partition, record_offset, consumed_at)"
                + " select '" + ids + "' || n, 'attune.runs', 0, n, now() - interval '" + daysAgo
                + " days' from generate_series(1, " + count + ") n");
    }

    private void run(String name, String state, int daysAgo) {
        sql("insert into registry.runs (run_id, recipe, state, configuration, parents, step, steps, metrics, since,"
                + " changed_at) values ('" + mark + "-" + name + "', 'ppo', '" + state
                + "', '{}', '[]', 0, 0, '{}', now(), now() - interval '" + daysAgo + " days')");
        sql("insert into registry.run_steps (run_id, step, metrics) select '" + mark + "-" + name
                + "', n, '{}' from generate_series(1, 600) n");
    }

    private void sql(String statement) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(statement).executeUpdate());
    }

    private List<String> texts(String query) {
        List<?> rows = QuarkusTransaction.requiringNew().call(() -> (List<?>) entities.createNativeQuery(query)
                .setParameter("mark", mark + "%")
                .getResultList());
        return rows.stream().map(String::valueOf).toList();
    }
}
