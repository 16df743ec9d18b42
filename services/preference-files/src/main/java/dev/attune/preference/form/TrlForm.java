package dev.attune.preference.form;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.preference.form.PreferenceForm.Comparisons;
import dev.attune.preference.message.Messages;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.text.Texts;

/**
 * TRL's preference columns, and what is built on the same names: {@code chosen} and {@code rejected}, each a text or a
 * list of messages, with {@code prompt} (explicit) or without (implicit: the common beginning of both is the prompt).
 * Texts that are Anthropic transcripts are read as dialogues, with or without {@code prompt}. Optional: {@code margin}
 * (TRL), {@code strength}, {@code weight}, {@code probability} (that people prefer the chosen answer, where the outcome is
 * decisive), {@code outcome} ({@code decisive}, {@code tie} or {@code both_bad}) and {@code annotator}, a name (ours).
 */
final class TrlForm {

    static final PreferenceForm FORM = new PreferenceForm(
            "trl",
            Set.of("chosen", "rejected"),
            Set.of("prompt", "margin", "strength", "weight", "probability", "outcome", "annotator"),
            TrlForm::read);

    private TrlForm() {}

    private static Comparisons read(JsonNode line) {
        JsonNode chosen = Messages.joinedParts(line.path("chosen"), "chosen");
        JsonNode rejected = Messages.joinedParts(line.path("rejected"), "rejected");
        if (chosen.isTextual() != rejected.isTextual()) {
            throw new IllegalArgumentException("chosen and rejected must both be texts or both be lists of messages");
        }
        Pair pair;
        if (line.has("prompt")) {
            pair = explicit(line.path("prompt"), chosen, rejected);
        } else if (!chosen.isTextual()) {
            pair = afterCommonTurns(Messages.of(chosen, "chosen"), Messages.of(rejected, "rejected"));
        } else if (Dialogue.is(chosen.textValue())) {
            pair = afterCommonTurns(Dialogue.parse(chosen.textValue()), Dialogue.parse(rejected.textValue()));
        } else {
            pair = afterCommonText(chosen.textValue(), rejected.textValue());
        }
        PreferencePair comparison = new PreferencePair(
                pair.prompt,
                pair.chosen,
                pair.rejected,
                Columns.number(line, "strength", 1),
                Columns.number(line, "margin", 0),
                Columns.number(line, "weight", 1));
        Outcome outcome = Columns.outcome(line);
        double probability = outcome == Outcome.DECISIVE ? Columns.number(line, "probability", 1) : 1;
        return Comparisons.of(
                comparison.withOutcome(outcome).withProbability(probability).withVotes(Columns.votes(line)));
    }

    private record Pair(List<Message> prompt, String chosen, String rejected) {}

    private static Pair explicit(JsonNode promptColumn, JsonNode chosen, JsonNode rejected) {
        List<Message> prompt = prompt(promptColumn);
        return new Pair(prompt, answer(chosen, "chosen", prompt), answer(rejected, "rejected", prompt));
    }

    /** A prompt as a text, a transcript or messages. */
    static List<Message> prompt(JsonNode column) {
        JsonNode value = Messages.joinedParts(column, "prompt");
        if (!value.isTextual()) {
            return Messages.of(value, "prompt");
        }
        String text = value.textValue();
        if (Texts.isInvisible(text)) {
            throw new IllegalArgumentException("column prompt has no text that can be seen");
        }
        if (!Dialogue.is(text)) {
            return List.of(Message.user(text));
        }
        List<Message> turns = Dialogue.parse(text);
        Message last = turns.getLast();
        boolean openTurn = last.role().equals("assistant") && last.content().isEmpty();
        return openTurn ? turns.subList(0, turns.size() - 1) : turns;
    }

    /** The answer's text; some sets repeat the whole conversation in front of it. */
    static String answer(JsonNode column, String name, List<Message> prompt) {
        if (column.isTextual()) {
            return column.textValue();
        }
        List<Message> messages = Messages.of(column, name);
        boolean repeatsPrompt = messages.size() == prompt.size() + 1
                && messages.subList(0, prompt.size()).equals(prompt);
        if (messages.size() != 1 && !repeatsPrompt) {
            throw new IllegalArgumentException(
                    "column " + name + " must hold one message after the prompt but holds " + messages.size());
        }
        return lastAnswer(messages, name);
    }

    private static Pair afterCommonTurns(List<Message> chosen, List<Message> rejected) {
        List<Message> prompt = chosen.subList(0, chosen.size() - 1);
        if (!prompt.equals(rejected.subList(0, rejected.size() - 1))) {
            throw new IllegalArgumentException("chosen and rejected differ before their last turn");
        }
        if (prompt.isEmpty()) {
            throw new IllegalArgumentException("chosen and rejected have no common prompt");
        }
        return new Pair(prompt, lastAnswer(chosen, "chosen"), lastAnswer(rejected, "rejected"));
    }

    private static String lastAnswer(List<Message> messages, String name) {
        Message last = messages.getLast();
        if (!last.role().equals("assistant")) {
            throw new IllegalArgumentException(
                    "the last turn of column " + name + " is the " + last.role() + "'s, not the assistant's");
        }
        return last.content();
    }

    private static Pair afterCommonText(String chosen, String rejected) {
        int common = CommonBeginning.length(chosen, rejected);
        String prompt = chosen.substring(0, common).strip();
        if (prompt.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no prompt column and chosen and rejected have no whole word in common at their beginning");
        }
        Pair pair = new Pair(
                List.of(Message.user(prompt)),
                chosen.substring(common).strip(),
                rejected.substring(common).strip());
        if (pair.chosen.isEmpty() || pair.rejected.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no prompt column and one of chosen and rejected is the beginning of the other");
        }
        return pair;
    }
}
