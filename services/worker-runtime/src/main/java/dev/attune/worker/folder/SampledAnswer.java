package dev.attune.worker.folder;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer that a policy gave while it was trained or evaluated.
 *
 * @param source what was sampled for
 * @param prompt the conversation's last turn, or the whole of it as text
 * @param reward what the recipe learns from
 * @param parts of the reward, and other numbers about the answer, such as {@code kl} or {@code gold}
 */
public record SampledAnswer(Source source, String prompt, String answer, double reward, Map<String, Double> parts) {

    /** What an answer was sampled for. */
    public enum Source {
        /** The policy learned from it. */
        ROLLOUT,
        /** An evaluation on prompts that it does not learn from. */
        HELD_OUT
    }

    public SampledAnswer {
        parts = Map.copyOf(parts);
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("source", source);
        map.put("prompt", prompt);
        map.put("answer", answer);
        map.put("reward", reward);
        map.put("parts", parts);
        return map;
    }
}
