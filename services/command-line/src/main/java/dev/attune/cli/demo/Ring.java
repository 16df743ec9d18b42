package dev.attune.cli.demo;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.part.Split;

/**
 * One turn of the ring over REST and the bus: from prompts to a served checkpoint.
 *
 * <p>Nothing here starts a training or a promotion: the rooms react to each other's events, the ring only rates and
 * watches.
 */
record Ring(
        DemoSettings settings, DemoPrompts prompts, HiddenRule rule, RingWatcher watcher, Consumer<String> progress) {
    private static final Duration STAGE_PATIENCE = Duration.ofMinutes(10);

    /** The administrator, signed in with a password of its own in place of the one-time one. */
    static ServiceClient administrator(URI feedbackService, String oneTimePassword) throws InterruptedException {
        return signIn(feedbackService, "admin", oneTimePassword);
    }

    /** Signs in with a given password, which is replaced by another one. */
    private static ServiceClient signIn(URI feedbackService, String name, String given) throws InterruptedException {
        ServiceClient anonymous = ServiceClient.patient(feedbackService);
        String password = freshPassword();
        anonymous
                .signIn(name, given)
                .post("/api/session/password", Map.of("current", given, "next", password), "")
                .require(204);
        return anonymous.signIn(name, password);
    }

    /** Creates the project with its prompts and returns its id. */
    String createProject(ServiceClient administrator) throws InterruptedException {
        JsonNode project = administrator
                .post(
                        "/api/projects",
                        Map.of(
                                "name",
                                "demo " + settings.seed(),
                                "guidelines",
                                "Right, polite, brief, and on the subject.",
                                "ratingsPerItem",
                                1),
                        "demo-project-" + settings.seed())
                .require(200, 201);
        String id = project.get("id").asText();
        add(administrator, id, Split.TRAIN, settings.trainingPrompts());
        add(administrator, id, Split.HELD_OUT, settings.heldOut());
        return id;
    }

    private void add(ServiceClient administrator, String project, Split split, int count) throws InterruptedException {
        List<Map<String, Object>> drawn = prompts.draw(split, count, settings.seed()).stream()
                .<Map<String, Object>>map(messages -> Map.of("messages", messages, "split", split))
                .toList();
        administrator
                .post("/api/projects/" + project + "/prompts", Map.of("prompts", drawn), "demo-prompts-" + split)
                .require(200, 201);
    }

    /** Lets the simulated raters work until there are enough decisive ratings. */
    RatingCount rate(ServiceClient administrator, URI feedbackService, String project) throws InterruptedException {
        RatingCount count = new RatingCount(settings.ratings());
        List<Thread> raters = new ArrayList<>();
        for (int i = 0; i < settings.raters(); i++) {
            String name = "simulated-rater-" + (i + 1);
            String password = freshPassword();
            administrator
                    .post(
                            "/api/accounts",
                            Map.of("name", name, "password", password, "roles", List.of("annotator")),
                            "demo-account-" + name)
                    .require(200, 201);
            ServiceClient client = signIn(feedbackService, name, password);
            SimulatedRater.Noise noise = new SimulatedRater.Noise(settings.noise(), settings.seed() * 1000 + i);
            raters.add(Thread.ofVirtual().start(new SimulatedRater(client, project, rule, noise, count)));
        }
        until("the ratings", () -> {
            progress.accept("ratings " + count.decisive() + " of " + settings.ratings());
            return count.enough() || raters.stream().noneMatch(Thread::isAlive);
        });
        for (Thread rater : raters) {
            rater.join(STAGE_PATIENCE);
        }
        if (!count.enough()) {
            throw failed("The simulated raters stopped after " + count.decisive() + " decisive ratings.");
        }
        return count;
    }

    CheckpointPublished awaitCheckpoint(Kind kind, String recipe) throws InterruptedException {
        until("a " + kind + " checkpoint", () -> {
            List<?> steps = watcher.progressOf(recipe);
            progress.accept(recipe + " step " + steps.size());
            return watcher.checkpoint(kind).isPresent();
        });
        return watcher.checkpoint(kind).orElseThrow();
    }

    void awaitEvaluation(String checkpointId) throws InterruptedException {
        until("the blind evaluation", () -> watcher.evaluationOf(checkpointId).isPresent());
    }

    /** Whether inference-service serves the checkpoint within half a minute of its promotion. */
    boolean awaitServed(ServiceClient inference, String checkpointId) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            watcher.listen(Duration.ofMillis(300));
            if (watcher.promotionOf(checkpointId).isPresent() && serves(inference, checkpointId)) {
                return true;
            }
        }
        return false;
    }

    private static boolean serves(ServiceClient inference, String checkpointId) throws InterruptedException {
        JsonNode models = inference.get("/v1/models").require(200);
        for (JsonNode model : models.withArray("data")) {
            if (model.get("id").asText().equals("production")
                    && model.path("checkpoint_id").asText().equals(checkpointId)) {
                return true;
            }
        }
        return false;
    }

    /** Waits until every accepted rating is on the bus. */
    int awaitFeedbackEvents(int accepted) throws InterruptedException {
        until("every rating on the bus", () -> watcher.ratings() >= accepted);
        return watcher.ratings();
    }

    private void until(String what, BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + STAGE_PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            watcher.failure().ifPresent(failure -> {
                throw failed("The run " + failure.runId() + " failed: " + failure.reason());
            });
            if (System.nanoTime() > deadline) {
                throw failed("The ring waited " + STAGE_PATIENCE.toMinutes() + " minutes for " + what
                        + "; ./attune logs NAME shows what each room said.");
            }
            watcher.listen(Duration.ofMillis(250));
        }
    }

    private static AttuneException failed(String sentence) {
        return ErrorCategory.INTERNAL.error("ring-stopped", sentence);
    }

    private static String freshPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
