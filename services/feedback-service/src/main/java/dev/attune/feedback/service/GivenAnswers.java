package dev.attune.feedback.service;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Sampling;
import dev.attune.feedback.Prompt;

/** Answers that came with a prompt, as candidates. */
public final class GivenAnswers {

    private static final String SOURCE = "given";

    /** Nobody knows how a given answer was sampled: the smallest values that the record admits. */
    private static final Sampling UNKNOWN = new Sampling(0, 1, 0, 1, 0);

    private GivenAnswers() {}

    /** In the order of {@code answers}; the same text of the same prompt has the same id. */
    public static List<Candidate> of(Prompt prompt, List<String> answers) {
        return answers.stream()
                .map(answer -> new Candidate(id(prompt, answer), answer, SOURCE, UNKNOWN, "stop"))
                .toList();
    }

    private static String id(Prompt prompt, String answer) {
        return UUID.nameUUIDFromBytes((prompt.id() + "\n" + answer).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
