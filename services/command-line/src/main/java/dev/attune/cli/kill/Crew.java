package dev.attune.cli.kill;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.error.ErrorCategory;

/** The people of the bench: an administrator who keeps prompts coming, and the raters, all of whom only know REST. */
final class Crew implements AutoCloseable {

    /** An outage of half an hour would still be one rating's. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final int PROMPTS = 100;

    private final ServiceClient administrator;
    private final String projectId;
    private final Map<String, ServiceClient> raters = new LinkedHashMap<>();
    private final List<Future<?>> working = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean going = true;
    private int asked;

    private Crew(ServiceClient administrator, String projectId) {
        this.administrator = administrator;
        this.projectId = projectId;
    }

    /** Signs everybody in and makes a project of whose items each rater may rate all. */
    static Crew gather(URI service, String oneTimePassword, int raters) throws InterruptedException {
        ServiceClient anonymous = persistent(service);
        ServiceClient administrator = signIn(anonymous, "admin", oneTimePassword);
        Map<String, Object> project =
                Map.of("name", "Kills", "guidelines", "The raters are simulated.", "ratingsPerItem", raters);
        String id = administrator
                .post("/api/projects", project, key())
                .accepted()
                .body()
                .path("id")
                .asText();
        Crew crew = new Crew(administrator, id);
        for (int i = 1; i <= raters; i++) {
            String name = "simulated-rater-" + i;
            String password = key();
            Map<String, Object> account = Map.of("name", name, "password", password, "roles", List.of("annotator"));
            administrator.post("/api/accounts", account, key()).accepted();
            crew.raters.put(name, signIn(anonymous, name, password));
        }
        return crew;
    }

    private static ServiceClient persistent(URI service) {
        return new ServiceClient(ServiceClient.patient(service).http(), service, "", ATTEMPT, PATIENCE);
    }

    private static ServiceClient signIn(ServiceClient anonymous, String name, String given)
            throws InterruptedException {
        String next = key();
        anonymous
                .signIn(name, given)
                .post("/api/session/password", Map.of("current", given, "next", next), "")
                .accepted();
        return anonymous.signIn(name, next);
    }

    String projectId() {
        return projectId;
    }

    /** Everybody begins. */
    void work(Journal journal, Duration think) {
        working.add(threads.submit(() -> {
            feed();
            return null;
        }));
        raters.forEach((name, client) ->
                working.add(threads.submit(new KillRater(name, client, projectId, journal, think, () -> going))));
    }

    /** Prompts are added as they are used up: inference-service makes a pair of answers for each. */
    private void feed() throws InterruptedException {
        while (going) {
            JsonNode progress = administrator
                    .get("/api/projects/" + projectId + "/progress")
                    .accepted()
                    .body();
            long waiting = asked
                    - progress.path("items").asLong()
                    - progress.path("identicalAnswers").asLong();
            if (waiting + progress.path("open").asLong() < 2 * PROMPTS) {
                List<Map<String, Object>> prompts = IntStream.range(asked, asked + PROMPTS)
                        .mapToObj(Crew::prompt)
                        .toList();
                administrator
                        .post("/api/projects/" + projectId + "/prompts", Map.of("prompts", prompts), key())
                        .accepted();
                asked += PROMPTS;
            }
            Thread.sleep(1000);
        }
    }

    private static Map<String, Object> prompt(int number) {
        String question = "What is " + number + " plus " + number % 10 + "?";
        return Map.of("messages", List.of(Map.of("role", "user", "content", question)));
    }

    /**
     * Throws what stopped one of them, if anything has.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code load-stopped}
     */
    void check() throws InterruptedException {
        for (Future<?> each : working) {
            if (each.isDone()) {
                join(each);
            }
        }
    }

    /** Lets everybody finish the request that they are at. */
    void stop() throws InterruptedException {
        going = false;
        for (Future<?> each : working) {
            join(each);
        }
    }

    private static void join(Future<?> worker) throws InterruptedException {
        try {
            worker.get();
        } catch (ExecutionException e) {
            throw ErrorCategory.INTERNAL.error("load-stopped", "A simulated rater cannot go on: " + e.getMessage(), e);
        }
    }

    /** What the service says of the project. */
    JsonNode progress() throws InterruptedException {
        return administrator
                .get("/api/projects/" + projectId + "/progress")
                .accepted()
                .body();
    }

    /** Whether the service, asked again under the key of an acknowledged rating, remembers that very rating. */
    boolean remembers(Acknowledged rating) throws InterruptedException {
        ServiceClient.Answer again =
                client(rating.rater()).post("/api/leases/" + rating.leaseId() + "/rating", rating.vote(), rating.key());
        return again.replayed() && again.body().path("ratingId").asText().equals(rating.ratingId());
    }

    private ServiceClient client(String rater) {
        ServiceClient client = raters.get(rater);
        if (client == null) {
            throw new IllegalArgumentException("Nobody is called " + rater);
        }
        return client;
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    @Override
    public void close() {
        going = false;
        threads.shutdownNow();
    }
}
