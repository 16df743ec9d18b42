package dev.attune.contracts.event.part;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;

/**
 * Where a checkpoint comes from: enough to make it again, bit for bit on the same kind of machine.
 *
 * @param parents checkpoints that it was made from (base, reward model, earlier policy)
 * @param inputs the frozen ranges of the bus that the run read
 * @param configuration the recipe's configuration record as JSON
 * @param codeVersion version or commit of the code that ran
 * @param machine kind of machine: architecture, cores, device, number type
 */
public record Lineage(
        @Nullable String runId,
        String recipe,
        List<String> parents,
        List<OffsetRange> inputs,
        long seed,
        Map<String, Object> configuration,
        String codeVersion,
        String machine) {

    /** In {@code configuration} beside the recipe's settings: the artifact that holds what the run learnt from. */
    public static final String DATA = "dataSha256";

    /** In {@code configuration} beside the recipe's settings: the artifact that holds the prompts that the run answered. */
    public static final String PROMPTS = "promptsSha256";

    /** In {@code configuration} beside the recipe's settings: the project whose preferences or prompts alone the run read. */
    public static final String PROJECT = "projectId";

    private static final Set<String> READ = Set.of(DATA, PROMPTS, PROJECT);

    public Lineage {
        Names.optional(runId, "runId");
        Require.text(recipe, "recipe");
        parents = Names.each(parents, "parents");
        inputs = Require.copy(inputs);
        configuration = Require.copy(configuration);
        Require.text(codeVersion, "codeVersion");
        Require.text(machine, "machine");
    }

    /** The recipe's settings alone: with them, and without the hashes of what was read, a recipe can be asked again. */
    public Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(configuration);
        settings.keySet().removeAll(READ);
        return settings;
    }

    /** The artifact that {@link #DATA} or {@link #PROMPTS} leads to, or the {@link #PROJECT}; empty where there is none. */
    public Optional<String> kept(String name) {
        return configuration.get(name) instanceof String said ? Optional.of(said) : Optional.empty();
    }

    /** Records {@code from} (inclusive) to {@code until} (exclusive) of one partition. */
    public record OffsetRange(String topic, int partition, long from, long until) {
        public OffsetRange {
            Require.text(topic, "topic");
            Require.that(
                    partition >= 0 && from >= 0 && until >= from,
                    "an offset range must have partition >= 0 and 0 <= from <= until");
        }
    }
}
