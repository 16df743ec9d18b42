package dev.attune.registry;

import java.util.List;

import dev.attune.contracts.event.RunEvent.Sample;

/**
 * Some of the answers that a policy gave at a step.
 *
 * @param source {@code ROLLOUT}, from which it learned, or {@code HELD_OUT}
 */
public record RunSamples(int step, String source, List<Sample> answers) {
    public RunSamples {
        answers = List.copyOf(answers);
    }
}
