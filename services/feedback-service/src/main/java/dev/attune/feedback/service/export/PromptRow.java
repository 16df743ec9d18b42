package dev.attune.feedback.service.export;

import java.util.List;

import dev.attune.contracts.event.Message;

/** A prompt without an answer. */
record PromptRow(List<Message> prompt) {
    PromptRow {
        prompt = List.copyOf(prompt);
    }
}
