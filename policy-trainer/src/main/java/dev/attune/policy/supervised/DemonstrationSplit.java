package dev.attune.policy.supervised;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.policy.data.Demonstration;

/**
 * Demonstrations to learn from and others to watch the loss on: no prompt is in both. Which side a prompt is on depends on its
 * text and the seed only.
 */
record DemonstrationSplit(List<Demonstration> training, List<Demonstration> heldOut) {

    /** @param share expected share of the prompts that are held out */
    static DemonstrationSplit of(List<Demonstration> demonstrations, double share, long seed) {
        Map<Boolean, List<Demonstration>> sides = demonstrations.stream()
                .collect(Collectors.partitioningBy(demonstration -> draw(demonstration, seed) < share));
        return new DemonstrationSplit(sides.getOrDefault(false, List.of()), sides.getOrDefault(true, List.of()));
    }

    /** In [0, 1), the same for the same first question. */
    private static double draw(Demonstration demonstration, long seed) {
        String prompt = demonstration.conversation().stream()
                .takeWhile(message -> !message.role().equals("assistant"))
                .map(message -> message.role() + "\n" + message.content() + "\n")
                .collect(Collectors.joining());
        return new Sha256().add(seed + "\n" + prompt).fraction();
    }
}
