package dev.attune.policy.supervised;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.bus.Json;
import dev.attune.lm.Parameter;
import dev.attune.lm.checkpoint.CheckpointException;
import dev.attune.lm.checkpoint.SafetensorsFile;
import dev.attune.lm.checkpoint.SafetensorsWriter;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

/**
 * What resuming needs besides the configuration and the data.
 *
 * @param step optimiser steps done
 * @param lossSum of the learned tokens of the current epoch
 * @param tokens learned tokens of the current epoch
 * @param fingerprint of the configuration and the data, which must be the same again
 */
public record TuningState(int step, double lossSum, long tokens, String fingerprint) {

    private static final String DESCRIPTION = "state.json";
    private static final String PARAMETERS = "parameters.safetensors";
    private static final String OPTIMISER = "optimiser.safetensors";

    static TuningState begin(String fingerprint) {
        return new TuningState(0, 0, 0, fingerprint);
    }

    /** Mean loss of the epoch so far. */
    double meanLoss() {
        return tokens == 0 ? 0 : lossSum / tokens;
    }

    TuningState withStep(double loss, long learned, boolean firstOfEpoch) {
        return new TuningState(
                step + 1,
                (firstOfEpoch ? 0 : lossSum) + loss * learned,
                (firstOfEpoch ? 0 : tokens) + learned,
                fingerprint);
    }

    /** Writes the state under another name, renames it, and removes the earlier ones: one whole state is always there. */
    void save(Path states, List<Parameter> parameters, AdamW optimiser) {
        Path partial = states.resolve("partial");
        Path target = states.resolve("%08d".formatted(step));
        try {
            delete(partial);
            Files.createDirectories(partial);
            TreeMap<String, NDArray> weights = new TreeMap<>();
            for (int i = 0; i < parameters.size(); i++) {
                weights.put(key(i, parameters.get(i)), parameters.get(i).value());
            }
            SafetensorsWriter.write(partial.resolve(PARAMETERS), weights, Map.of());
            optimiser.save(partial.resolve(OPTIMISER));
            Files.write(partial.resolve(DESCRIPTION), Json.MAPPER.writeValueAsBytes(this));
            delete(target);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            for (Path old : newestFirst(states)) {
                if (!old.equals(target)) {
                    delete(old);
                }
            }
        } catch (IOException e) {
            throw failure(states, "cannot be written", e);
        }
    }

    /** The newest state in {@code states}, put into the parameters and the optimiser; none if no run was begun there. */
    static Optional<TuningState> load(Path states, List<Parameter> parameters, AdamW optimiser, NDManager step) {
        try {
            List<Path> found = newestFirst(states);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Path directory = found.getFirst();
            TuningState state =
                    Json.MAPPER.readValue(Files.readAllBytes(directory.resolve(DESCRIPTION)), TuningState.class);
            try (SafetensorsFile file = SafetensorsFile.open(directory.resolve(PARAMETERS))) {
                for (int i = 0; i < parameters.size(); i++) {
                    restore(parameters.get(i), file, key(i, parameters.get(i)), step);
                }
            }
            optimiser.load(directory.resolve(OPTIMISER));
            return Optional.of(state);
        } catch (IOException | CheckpointException e) {
            throw failure(states, "cannot be read", e);
        }
    }

    /** Removes the states of a finished run. */
    static void deleteAll(Path states) {
        try {
            delete(states);
        } catch (IOException e) {
            throw failure(states, "cannot be removed", e);
        }
    }

    private static void restore(Parameter parameter, SafetensorsFile file, String key, NDManager step) {
        NDArray value = parameter.value();
        try (NDArray saved =
                file.weight(step, key, Dtype.FLOAT32, value.getShape().getShape())) {
            Tensors.bytes(value).copyFrom(Tensors.bytes(saved));
        }
        parameter.changed();
    }

    private static String key(int index, Parameter parameter) {
        return "%05d.%s".formatted(index, parameter.name());
    }

    private static List<Path> newestFirst(Path states) throws IOException {
        if (!Files.isDirectory(states)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(states)) {
            return found.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static AttuneException failure(Path states, String problem, Exception cause) {
        return new AttuneException(
                "run-folder",
                ErrorCategory.RESOURCES,
                "The state of the run in " + states + " " + problem + " (" + cause.getMessage()
                        + "); check the disk's space and permissions, or begin again in another folder.",
                cause);
    }
}
