package dev.attune.inference;

import java.util.List;

import dev.attune.contracts.event.Message;

/**
 * A conversation that wants its next answer.
 *
 * @param model a channel or a checkpoint's id
 * @param temperature 0 takes the likeliest token
 * @param topP nucleus probability in (0, 1]
 * @param maxTokens the answer is cut there, or at the model's last position
 * @param stops the answer ends before the first of these texts
 */
public record ChatQuestion(
        String model,
        List<Message> messages,
        double temperature,
        double topP,
        int maxTokens,
        long seed,
        List<String> stops) {

    public ChatQuestion {
        messages = List.copyOf(messages);
        stops = List.copyOf(stops);
        if (messages.isEmpty()) {
            throw Faults.invalid("messages is empty; send at least one.");
        }
        if (!(temperature >= 0 && temperature <= 2)) {
            throw Faults.invalid("temperature must lie in [0, 2] but is " + temperature + ".");
        }
        if (!(topP > 0 && topP <= 1)) {
            throw Faults.invalid("top_p must lie in (0, 1] but is " + topP + ".");
        }
        if (maxTokens < 1) {
            throw Faults.invalid("max_tokens must be positive but is " + maxTokens + ".");
        }
        if (stops.size() > 4 || stops.stream().anyMatch(String::isEmpty)) {
            throw Faults.invalid("stop takes up to 4 texts, none of them empty.");
        }
    }
}
