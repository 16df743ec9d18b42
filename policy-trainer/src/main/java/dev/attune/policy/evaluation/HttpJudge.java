package dev.attune.policy.evaluation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;

/**
 * A judge behind HTTP: {@code POST {"pairs": [{"prompt": [{"role", "content"}], "first", "second"}]}} is answered by
 * {@code {"judge": "name", "verdicts": ["FIRST" | "SECOND" | "TIE", …]}}.
 *
 * <p>A connection that fails, 429 and 5xx are tried again with growing pauses; every other answer than 200 is final.
 */
public final class HttpJudge implements Judge {

    private static final int PAIRS_PER_REQUEST = 64;

    private final URI uri;
    private final Retry retry;
    private final HttpClient client;

    /**
     * When to try again.
     *
     * @param attempts in all
     * @param firstPause doubled after each attempt
     * @param timeout of one attempt
     */
    public record Retry(int attempts, Duration firstPause, Duration timeout) {

        /** Seven attempts over about half a minute of pauses: long enough for a service to come back. */
        public static Retry defaults() {
            return new Retry(7, Duration.ofMillis(500), Duration.ofMinutes(2));
        }
    }

    private record Answer(@Nullable String judge, @Nullable List<Verdict> verdicts) {}

    public HttpJudge(URI uri, Retry retry) {
        this.uri = uri;
        this.retry = retry;
        this.client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    }

    @Override
    public Judgement judge(List<Comparison> comparisons) {
        String name = uri.toString();
        List<Verdict> verdicts = new ArrayList<>();
        for (int from = 0; from < comparisons.size(); from += PAIRS_PER_REQUEST) {
            int until = Math.min(comparisons.size(), from + PAIRS_PER_REQUEST);
            Judgement part = ask(comparisons.subList(from, until));
            name = part.judge();
            verdicts.addAll(part.verdicts());
        }
        return new Judgement(name, verdicts);
    }

    private Judgement ask(List<Comparison> comparisons) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(retry.timeout())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.text(Map.of("pairs", comparisons))))
                .build();
        String problem = "";
        Duration pause = retry.firstPause();
        try {
            for (int attempt = 1; attempt <= retry.attempts(); attempt++) {
                if (attempt > 1) {
                    Thread.sleep(pause);
                    pause = pause.multipliedBy(2);
                }
                try {
                    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                    int status = response.statusCode();
                    if (status == 200) {
                        return judgement(response.body(), comparisons.size());
                    }
                    problem = "it answered with status " + status;
                    if (status != 429 && status < 500) {
                        throw failure("judge-refused", ErrorCategory.CALLER, problem, null);
                    }
                } catch (IOException e) {
                    problem =
                            String.valueOf(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("judge-interrupted", ErrorCategory.RETRIABLE, "waiting for it was interrupted", e);
        }
        throw failure("judge-unreachable", ErrorCategory.RETRIABLE, problem, null);
    }

    private Judgement judgement(String body, int expected) {
        try {
            Answer answer = Json.MAPPER.readValue(body, Answer.class);
            List<Verdict> verdicts = answer.verdicts() == null ? List.of() : answer.verdicts();
            if (verdicts.size() != expected) {
                throw failure(
                        "judge-malformed",
                        ErrorCategory.CALLER,
                        "it gave " + verdicts.size() + " verdicts for " + expected + " pairs",
                        null);
            }
            return new Judgement(answer.judge() == null ? uri.toString() : answer.judge(), verdicts);
        } catch (JsonProcessingException e) {
            throw failure("judge-malformed", ErrorCategory.CALLER, "its answer does not fit: " + Json.sentence(e), e);
        }
    }

    private AttuneException failure(String code, ErrorCategory category, String problem, @Nullable Throwable cause) {
        return category.error(
                code,
                "The judge at " + uri + " gave no verdict: " + problem
                        + "; check that it runs and follows the judge's form.",
                cause);
    }
}
