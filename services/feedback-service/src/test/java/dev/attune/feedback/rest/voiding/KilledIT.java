package dev.attune.feedback.rest.voiding;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.RealService;

import static org.assertj.core.api.Assertions.assertThat;

/** The service killed with {@code kill -9} amid a voiding and amid uploads of images. */
class KilledIT {

    private static final int RATINGS = 3_000;
    private static final int UPLOADERS = 3;
    /** More by the environment. */
    private static final int KILLS = Integer.parseInt(System.getenv().getOrDefault("ATTUNE_KILLS", "1"));

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    /** Items that one person rated, each settled by it; the shape of rows is what the service itself writes. */
    private static final String MANY = """
            INSERT INTO feedback.prompt (id, project_id, messages, fingerprint, split, created_at)
            SELECT gen_random_uuid(), p.id, '[{"role":"user","content":"question ' || n || '"}]', 'f' || n, 'TRAIN', now()
            FROM feedback.project p, generate_series(1, %1$d) n;
            INSERT INTO feedback.item (id, project_id, prompt_id, first_candidate_id, second_candidate_id, first_candidate,
                second_candidate, ratings_per_item, accepted, created_at)
            SELECT gen_random_uuid(), project_id, id, 'a', 'b', format(one, 'a', 'no'), format(one, 'b', 'yes'), 1, 1, now()
            FROM feedback.prompt, (SELECT '{"candidateId":"%%s","text":"%%s","checkpointId":"c","sampling":{"temperature":1.0,'
                || '"topP":1.0,"topK":0,"maxNewTokens":1,"seed":0},"finishReason":"stop"}' AS one) f;
            INSERT INTO feedback.rating (id, item_id, project_id, account_id, verdict, strength, left_first, dwell_millis, source,
                rated_at)
            SELECT gen_random_uuid(), i.id, i.project_id, a.id, 'LEFT', 1, true, 1000, 'page', now()
            FROM feedback.item i, feedback.account a WHERE a.name = 'rater'
            """.formatted(RATINGS);

    @Test
    void aVoidingGoesOnAndEachRatingIsTakenOutOnce() {
        try (RealService service = new RealService()) {
            service.start();
            Api administrator = service.administrator();
            service.someone(administrator, "rater", "annotator");
            String project = administrator
                    .post("/api/projects", Map.of("name", "killed", "ratingsPerItem", 1))
                    .text("id");
            service.execute(MANY);
            String rater = service.query("SELECT pseudonym FROM feedback.account WHERE name = 'rater'")
                    .getFirst();

            assertThat(administrator
                            .postOnce(
                                    "/api/projects/" + project + "/voidings",
                                    Map.of("rater", rater, "since", "2020-01-01T00:00:00Z", "reason", "at random"))
                            .status())
                    .isEqualTo(201);
            int unfinished = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                long before = withdrawn(service);
                Eventually.holds(
                        PATIENCE, "a batch of the voiding", () -> withdrawn(service) > before || finished(service));
                service.kill();
                unfinished += finished(service) ? 0 : 1;
                nothingIsHalfDone(service);
                service.start();
            }
            Eventually.holds(PATIENCE, "the end of the voiding", () -> finished(service));

            assertThat(unfinished).as("kills amid the voiding").isPositive();
            assertThat(withdrawn(service)).isEqualTo(RATINGS);
            assertThat(service.query("SELECT voided || ' ' || reopened FROM feedback.voiding"))
                    .containsExactly(RATINGS + " " + RATINGS);
            nothingIsHalfDone(service);
            onTheBus(service);
        }
    }

    private static long withdrawn(RealService service) {
        return number(service, "SELECT count(*) FROM feedback.rating WHERE withdrawn_at IS NOT NULL");
    }

    private static boolean finished(RealService service) {
        return number(service, "SELECT count(*) FROM feedback.voiding WHERE finished_at IS NULL") == 0;
    }

    private static long number(RealService service, String query) {
        return Long.parseLong(service.query(query).getFirst());
    }

    /** Rating, item, voiding and events say the same, at whatever moment the process ended. */
    private static void nothingIsHalfDone(RealService service) {
        long withdrawn = withdrawn(service);
        assertThat(number(service, "SELECT count(*) FROM feedback.item WHERE accepted = 0"))
                .isEqualTo(withdrawn);
        assertThat(number(service, "SELECT count(*) FROM feedback.rating WHERE voiding_id IS NOT NULL"))
                .isEqualTo(withdrawn);
        assertThat(number(service, "SELECT voided FROM feedback.voiding")).isEqualTo(withdrawn);
        assertThat(number(service, "SELECT count(*) FROM feedback.outbox WHERE payload LIKE '%at random%'"))
                .isEqualTo(2 * withdrawn);
    }

    /** Every event of the outbox is on the bus; one that was sent before a kill, and not marked as sent, may be there twice. */
    private static void onTheBus(RealService service) {
        TestBus bus = new TestBus(service.bootstrapServers());
        Set<String> wanted = new HashSet<>(service.query("SELECT CAST(id AS text) FROM feedback.rating"));
        Eventually.holds(
                PATIENCE,
                "all withdrawals are on the bus",
                () -> bus.events(Topics.FEEDBACK).stream()
                        .map(ReceivedEvent::event)
                        .filter(RatingWithdrawn.class::isInstance)
                        .map(event -> ((RatingWithdrawn) event).ratingId())
                        .collect(Collectors.toSet())
                        .equals(wanted));
        Eventually.holds(
                PATIENCE,
                "all retractions are on the bus",
                () -> bus.events(Topics.PREFERENCES).stream()
                                .map(ReceivedEvent::event)
                                .filter(PreferenceRetracted.class::isInstance)
                                .map(event -> ((PreferenceRetracted) event).itemId())
                                .distinct()
                                .count()
                        == RATINGS);
    }

    @Test
    void anImageThatWasAcknowledgedIsThereAndNoneIsHalfThere() {
        Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
        try (RealService service = new RealService()) {
            service.start();
            Api administrator = service.administrator();
            String project = administrator
                    .post("/api/projects", Map.of("name", "images"))
                    .text("id");
            for (int kill = 0; kill < KILLS; kill++) {
                String token = token(service);
                int before = acknowledged.size();
                List<Thread> uploaders = IntStream.range(0, UPLOADERS)
                        .mapToObj(_ -> Thread.ofVirtual().start(() -> upload(service, project, token, acknowledged)))
                        .toList();
                Eventually.holds(PATIENCE, "some images", () -> acknowledged.size() > before + 5);
                service.kill();
                uploaders.forEach(KilledIT::join);
                service.start();
            }

            String token = token(service);
            acknowledged.forEach((sha256, length) -> {
                byte[] kept = send(
                                HttpRequest.newBuilder(
                                        service.base().resolve("/api/projects/" + project + "/images/" + sha256)),
                                token)
                        .body();
                assertThat(kept).hasSize(length);
                assertThat(Sha256.of(kept)).isEqualTo(sha256);
            });
            assertThat(service.query(
                            "SELECT sha256 FROM feedback.image EXCEPT SELECT sha256 FROM feedback.project_image"))
                    .isEmpty();
            assertThat(service.query(
                            "SELECT sha256 FROM feedback.image WHERE sha256 <> encode(sha256(content), 'hex')"))
                    .isEmpty();
        }
    }

    private static String token(RealService service) {
        return service.nobody()
                .post("/api/session", Map.of("name", "admin", "password", "correct horse battery"))
                .text("token");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends one image after another until the service is gone. */
    private static void upload(RealService service, String project, String token, Map<String, Integer> acknowledged) {
        Random random = new Random(UUID.randomUUID().getMostSignificantBits());
        URI images = service.base().resolve("/api/projects/" + project + "/images");
        boolean there = true;
        while (there) {
            byte[] image = Arrays.copyOf(PNG, 200_000 + random.nextInt(2_000_000));
            for (int i = PNG.length; i < image.length; i += 64) {
                image[i] = (byte) random.nextInt();
            }
            try {
                int status = send(
                                HttpRequest.newBuilder(images)
                                        .header("Content-Type", "image/png")
                                        .POST(HttpRequest.BodyPublishers.ofByteArray(image)),
                                token)
                        .statusCode();
                assertThat(status).isEqualTo(201);
                acknowledged.put(Sha256.of(image), image.length);
            } catch (IllegalStateException gone) {
                there = false;
            }
        }
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request, String token) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    request.header("Authorization", "Bearer " + token)
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
