package dev.attune.feedback.service;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromptEvent;
import dev.attune.contracts.json.Json;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.text.Texts;

/** What a conversation and its answers must look like to be rated. */
@ApplicationScoped
public class Conversations {

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
    public void checkPrompt(List<Message> messages) {
        Fault.EMPTY_PROMPT.when(
                messages.isEmpty() || Texts.isInvisible(messages.getLast().content()),
                "The prompt has no message, or its last message has no text that can be seen.");
        Fault.LAST_ROLE_ASSISTANT.when(
                messages.getLast().role().equals("assistant"),
                "The prompt ends with the assistant's turn; end it with the turn that wants an answer.");
        Fault.EMPTY_PROMPT.when(
                messages.stream()
                        .noneMatch(message -> message.role().equals("user") && !Texts.isInvisible(message.content())),
                "The prompt has no person's turn with text, so raters would see no question.");
        long characters = messages.stream()
                .mapToLong(message -> message.content().length())
                .sum();
        Fault.PROMPT_TOO_LONG.when(
                characters > limits.promptCharacters(),
                "The prompt has " + characters + " characters; at most " + limits.promptCharacters() + " are allowed.");
    }

    /**
     * Checks two answers.
     *
     * @throws FeedbackException {@link Fault#EMPTY_ANSWER}, {@link Fault#IDENTICAL_ANSWERS} or
     *     {@link Fault#PROMPT_TOO_LONG}
     */
    public void checkAnswers(String first, String second) {
        Fault.EMPTY_ANSWER.when(
                Texts.isInvisible(first) || Texts.isInvisible(second),
                "One of the answers has no text that can be seen.");
        Fault.IDENTICAL_ANSWERS.when(
                first.strip().equals(second.strip()), "Both answers are the same; nobody can prefer one.");
        Fault.PROMPT_TOO_LONG.when(
                Math.max(first.length(), second.length()) > limits.answerCharacters(),
                "An answer has more than " + limits.answerCharacters() + " characters.");
    }

    /**
     * Checks answers that came with a prompt: from two to as many as can be ranked, each another.
     *
     * @throws FeedbackException {@link Fault#INVALID_LINE}, {@link Fault#EMPTY_ANSWER}, {@link Fault#IDENTICAL_ANSWERS} or
     *     {@link Fault#PROMPT_TOO_LONG}
     */
    void checkAnswers(List<String> answers) {
        Fault.INVALID_LINE.when(
                answers.size() < 2 || answers.size() > PromptEvent.MOST_ANSWERS,
                "A prompt comes with 2 to " + PromptEvent.MOST_ANSWERS + " answers, or with none; this one has "
                        + answers.size() + ".");
        answers.forEach(this::checkAnswer);
        Fault.IDENTICAL_ANSWERS.when(
                answers.stream().map(String::strip).distinct().count() < answers.size(),
                "Two of the answers are the same; nobody can prefer one.");
    }

    /**
     * Checks an answer that a person wrote.
     *
     * @throws FeedbackException {@link Fault#EMPTY_ANSWER} or {@link Fault#PROMPT_TOO_LONG}
     */
    public void checkAnswer(String text) {
        Fault.EMPTY_ANSWER.when(Texts.isInvisible(text), "The answer has no text that can be seen.");
        Fault.PROMPT_TOO_LONG.when(
                text.length() > limits.answerCharacters(),
                "The answer has " + text.length() + " characters; at most " + limits.answerCharacters()
                        + " are allowed.");
    }

    /** Refuses a request of too many lines. */
    public void checkLines(int lines) {
        Fault.INVALID_REQUEST.when(
                lines > limits.lines(),
                "The request has " + lines + " lines; send at most " + limits.lines() + " at a time.");
    }

    /** SHA-256 of the conversation in hexadecimal: equal conversations have equal fingerprints. */
    public static String fingerprint(List<Message> messages) {
        try {
            return Sha256.of(Json.MAPPER.writeValueAsBytes(messages));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A conversation could not be hashed", e);
        }
    }
}
