package dev.attune.policy.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.event.part.Split;

/** The prompts of a frozen range, each once, in the order of their ids. */
record PromptState(List<PromptAdded> prompts) {

    /** @param project whose prompts they are; absent: those of all */
    static PromptState of(List<ReceivedEvent> events, Optional<String> project) {
        Map<String, PromptAdded> byId = new TreeMap<>();
        for (ReceivedEvent received : events) {
            if (received.event() instanceof PromptAdded added
                    && (project.isEmpty() || added.projectId().equals(project.get()))) {
                byId.put(added.promptId(), added);
            }
        }
        return new PromptState(List.copyOf(byId.values()));
    }

    /** Those without images, which the models here do not see. */
    List<List<Message>> of(Split split) {
        return prompts.stream()
                .filter(prompt -> prompt.split() == split && !Message.anyImages(prompt.prompt()))
                .map(PromptAdded::prompt)
                .toList();
    }
}
