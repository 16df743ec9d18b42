package dev.attune.lab.check;

import java.util.List;

import dev.attune.contracts.event.Message;
import dev.attune.lab.suite.Case;

/**
 * An answer, with what was asked.
 *
 * @param conversation as it was put to the model
 * @param millis that the answer took
 * @param perplexity of the answer's tokens to the model that wrote it; NaN where it does not tell
 */
public record Answered(Case asked, List<Message> conversation, String output, double millis, double perplexity) {}
