package dev.attune.tiny;

import dev.attune.contracts.settings.AdamSettings;
import dev.attune.contracts.settings.ComputeType;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.TrainingSettings;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.supervised.SupervisedBatches;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;

/**
 * The sizes of everything that makes attune-tiny.
 *
 * @param questions at most so many taught questions are learned, and so many held-out ones measured
 * @param examples answered questions of the second stage
 * @param vocabulary tokens, the three special ones and the 256 bytes included
 * @param contextTokens longest conversation
 * @param facts first stage: right answers only, most of them short, so that the little model learns what is true
 * @param manners second stage: answers of mixed quality, so that there is something to align
 * @param seed of the corpus, the first weights and the order of the data
 */
record TinyRecipe(
        int questions,
        int examples,
        int vocabulary,
        int hiddenSize,
        int layers,
        int heads,
        int keyValueHeads,
        int contextTokens,
        Stage facts,
        Stage manners,
        long seed) {

    /** One supervised tuning of all weights. */
    record Stage(int epochs, int batchSequences, double learningRate) {

        SupervisedTuningConfig configuration(int maxTokens, long seed) {
            Optimisation optimisation = new Optimisation(
                    new AdamSettings(learningRate, 0.9, 0.98, 1e-8, 0.01), 0.05, Optimisation.Schedule.COSINE, 1.0);
            return new SupervisedTuningConfig(
                    new SupervisedBatches(epochs, batchSequences, maxTokens, true),
                    null,
                    null,
                    new TrainingSettings(Tuning.full(), optimisation, ComputeType.FLOAT32, seed));
        }
    }

    static TinyRecipe shipped(long seed) {
        return new TinyRecipe(
                Integer.MAX_VALUE,
                20_000,
                1536,
                192,
                3,
                6,
                2,
                512,
                new Stage(8, 64, 3e-3),
                new Stage(1, 64, 5e-4),
                seed);
    }
}
