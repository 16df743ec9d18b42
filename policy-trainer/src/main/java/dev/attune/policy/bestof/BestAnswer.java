package dev.attune.policy.bestof;

import java.util.List;

import dev.attune.contracts.event.Message;

/**
 * The best of the answers to a prompt.
 *
 * @param reward the highest
 * @param rewards of all answers that could be scored, in the order of drawing
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record BestAnswer(List<Message> prompt, String answer, float reward, float[] rewards) {}
