package dev.attune.policy.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.attune.contracts.event.JobEvent.GatesRequested;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.json.Json;
import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.run.Trigger;

/**
 * Everything that the measuring of a project's gates depends on, but for an outside judge.
 *
 * @param inputs ranges of {@code attune.prompts}
 */
record GatesPlan(GatesRequested wanted, List<OffsetRange> inputs, Trigger trigger) {

    private static final String WANTED = "wanted";

    GatesPlan {
        inputs = List.copyOf(inputs);
    }

    FrozenRun frozen() {
        Map<String, String> details = new HashMap<>();
        details.put(WANTED, Json.text(wanted));
        trigger.writeTo(details);
        return new FrozenRun(wanted.runId(), inputs, details);
    }

    static GatesPlan of(FrozenRun frozen) {
        try {
            return new GatesPlan(
                    Json.MAPPER.readValue(frozen.details().getOrDefault(WANTED, "{}"), GatesRequested.class),
                    frozen.inputs(),
                    Trigger.of(frozen).orElseThrow(() -> new IllegalArgumentException("it names no trigger")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("its job cannot be read: " + Json.sentence(e), e);
        }
    }
}
