package dev.attune.policy.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationGiven;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationRetracted;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.json.Json;
import dev.attune.worker.bus.TopicSnapshot;

/** What {@code attune.demonstrations} says: the latest record of each demonstration, as far as a model of text can learn from it. */
record GivenDemonstrations(List<DemonstrationGiven> demonstrations) {

    private static final String FILE = "demonstrations.jsonl";

    GivenDemonstrations {
        demonstrations = List.copyOf(demonstrations);
    }

    /** In the order of their ids: the order in which partitions are read must not change a training. */
    static GivenDemonstrations of(List<ReceivedEvent> events) {
        Map<String, DemonstrationGiven> byId = new TreeMap<>();
        for (ReceivedEvent received : events) {
            switch (received.event()) {
                case DemonstrationGiven given -> byId.put(given.demonstrationId(), given);
                case DemonstrationRetracted retracted -> byId.remove(retracted.demonstrationId());
                default -> {
                    // The topic holds nothing else.
                }
            }
        }
        return new GivenDemonstrations(byId.values().stream()
                .filter(given -> !Message.anyImages(given.prompt())
                        && given.answer().images().isEmpty())
                .toList());
    }

    /**
     * Keeps what the ranges hold now: the topic is compacted, so that it may hold less when the run reads it.
     *
     * @param exclusion artifact that lists events that are not to be in it
     * @throws AttuneException {@code no-demonstrations} when a run could learn nothing from it
     */
    static Artifact freeze(
            String bootstrapServers, List<OffsetRange> ranges, Optional<String> exclusion, ArtifactStore artifacts) {
        Artifact kept = TopicSnapshot.keepLatest(bootstrapServers, ranges, exclusion, artifacts);
        if (of(TopicSnapshot.readKept(kept, artifacts)).demonstrations().isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "no-demonstrations",
                    "There is no demonstration on the bus; let people write or correct answers, or publish data.jsonl"
                            + " as an artifact and name it as the job's data.");
        }
        return kept;
    }

    /** Writes the demonstrations that were kept into the run's folder, in the form that recipes read; the same are the same bytes. */
    static Path write(Artifact kept, ArtifactStore artifacts, Path folder) {
        List<String> lines = new ArrayList<>();
        for (DemonstrationGiven given :
                of(TopicSnapshot.readKept(kept, artifacts)).demonstrations()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("prompt", given.prompt());
            line.put("completion", given.answer().text());
            lines.add(Json.text(line));
        }
        try {
            return Files.write(Files.createDirectories(folder).resolve(FILE), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("The demonstrations could not be written into " + folder, e);
        }
    }
}
