package dev.attune.feedback.service;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.config.FeedbackConfig;

/** What a conversation and its answers must look like to be rated. */
@ApplicationScoped
class Conversations {

    private final FeedbackConfig.Limits limits;

    Conversations(FeedbackConfig config) {
        this.limits = config.limits();
    }

    /**
     * Checks a prompt.
     *
     * @throws FeedbackException {@link Fault#EMPTY_PROMPT}, {@link Fault#LAST_ROLE_ASSISTANT} or
     *     {@link Fault#PROMPT_TOO_LONG}
     */
    void checkPrompt(List<Message> messages) {
        if (messages.isEmpty() || messages.getLast().content().isBlank()) {
            throw new FeedbackException(Fault.EMPTY_PROMPT, "The prompt has no message, or its last message is empty.");
        }
        if (messages.getLast().role().equals("assistant")) {
            throw new FeedbackException(
                    Fault.LAST_ROLE_ASSISTANT,
                    "The prompt ends with the assistant's turn; end it with the turn that wants an answer.");
        }
        long characters = messages.stream()
                .mapToLong(message -> message.content().length())
                .sum();
        if (characters > limits.promptCharacters()) {
            throw new FeedbackException(
                    Fault.PROMPT_TOO_LONG,
                    "The prompt has " + characters + " characters; at most " + limits.promptCharacters()
                            + " are allowed.");
        }
    }

    /**
     * Checks two answers.
     *
     * @throws FeedbackException {@link Fault#EMPTY_ANSWER}, {@link Fault#IDENTICAL_ANSWERS} or
     *     {@link Fault#PROMPT_TOO_LONG}
     */
    void checkAnswers(String first, String second) {
        if (first.isBlank() || second.isBlank()) {
            throw new FeedbackException(Fault.EMPTY_ANSWER, "One of the answers is empty.");
        }
        if (first.strip().equals(second.strip())) {
            throw new FeedbackException(Fault.IDENTICAL_ANSWERS, "Both answers are the same; nobody can prefer one.");
        }
        if (Math.max(first.length(), second.length()) > limits.answerCharacters()) {
            throw new FeedbackException(
                    Fault.PROMPT_TOO_LONG, "An answer has more than " + limits.answerCharacters() + " characters.");
        }
    }

    void checkLines(int lines) {
        if (lines > limits.lines()) {
            throw new FeedbackException(
                    Fault.INVALID_REQUEST,
                    "The request has " + lines + " lines; send at most " + limits.lines() + " at a time.");
        }
    }

    /** SHA-256 of the conversation in hexadecimal: equal conversations have equal fingerprints. */
    static String fingerprint(List<Message> messages) {
        try {
            return Sha256.of(Json.MAPPER.writeValueAsBytes(messages));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A conversation could not be hashed", e);
        }
    }
}
