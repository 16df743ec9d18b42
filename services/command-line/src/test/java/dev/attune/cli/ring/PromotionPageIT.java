package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.testing.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Two people promote a checkpoint by the page, in Chromium against a whole platform; promotion.browser.mjs says what they do and check. */
class PromotionPageIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private LivePlatform platform;

    @BeforeEach
    void prepare() {
        platform = new LivePlatform(folder);
    }

    @AfterEach
    void stopWhateverRuns() throws IOException, InterruptedException {
        platform.down();
    }

    @Test
    void twoPeopleStandBehindAPromotionAndOneGoesBack() throws Exception {
        ServiceClient admin = platform.up();
        ServiceClient eva = platform.account(admin, "eva", "engineer");
        platform.account(admin, "rea", "reviewer");
        String project = eva.project("Style", "what is better");
        ServiceClient registry = platform.registry(eva);
        String base = TaskFolder.base(registry);
        String other =
                new AnotherModel(platform, folder).published(base, Kind.POLICY, Map.of(Lineage.PROJECT, project));
        Eventually.holds(SOON, "the checkpoint is known", () -> isThere(registry, other));

        platform.walk(
                "promotion.browser.mjs",
                "eva",
                Map.of("ATTUNE_REVIEWER", "rea", "ATTUNE_PROJECT", "Style", "ATTUNE_CHECKPOINT", other));

        assertThat(registry.get("/api/promotions/production").body().findValuesAsText("checkpointId"))
                .startsWith(base, other, base);
    }

    private static boolean isThere(ServiceClient registry, String checkpoint) {
        try {
            return registry.get("/api/checkpoints/" + checkpoint).status() == 200;
        } catch (AttuneException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
