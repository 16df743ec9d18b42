package dev.attune.lm.checkpoint;

import java.util.List;

import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.config.WeightNames;
import dev.attune.lm.file.FileWeights;
import dev.attune.lm.file.StoredWeights;
import dev.attune.lm.weight.WeightSource.Part;

/**
 * Holds the sizes of a configuration against the tensors that are there, before memory is taken for tables and lists of that
 * size: a configuration may claim anything, a tensor no more than its file has.
 */
public final class Plausibility {
    private Plausibility() {}

    public static void check(TransformerConfig config, StoredWeights weights) {
        WeightNames names = config.names();
        FileWeights.find(
                weights,
                new Part(names.outside().embedding() + ".weight", config.vocabularySize(), config.hiddenSize()));
        List<String> inputs = names.block().queryKeyValue();
        long rows = (long) config.heads() * config.headSize();
        if (inputs.size() == 1) {
            rows += 2L * config.keyValueHeads() * config.headSize();
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            String name = names.block().prefix() + layer + "." + inputs.getFirst() + ".weight";
            FileWeights.find(
                    weights,
                    names.transposed()
                            ? new Part(name, config.hiddenSize(), rows)
                            : new Part(name, rows, config.hiddenSize()));
        }
    }
}
