package dev.attune.reward.train;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.weight.Parameter;
import dev.attune.reward.encode.GroupEncoder.Encoded;
import dev.attune.reward.encode.PromptGroup;
import dev.attune.reward.loss.Davidson;

/**
 * The logarithm of Davidson's tie parameter: given, learned, or none where ties are not learned from.
 *
 * @param logarithm (1) of float32
 */
record TieParameter(@Nullable Parameter logarithm) {

    /** Learned from where ties of equal answers are as frequent as in the data; none when there is no tie to learn from. */
    static TieParameter of(NDManager memory, RewardModelConfig config, Encoded training) {
        if (!config.objective().learnsTies()) {
            return new TieParameter(null);
        }
        Double given = config.objective().tieParameter();
        double share = share(training);
        if (given == null && share == 0) {
            return new TieParameter(null);
        }
        double value = given == null ? Davidson.parameterFor(share) : given;
        NDArray array = memory.create(new float[] {(float) Math.log(value)});
        Parameter logarithm = new Parameter("ties.log", array, Dtype.FLOAT32);
        if (given == null) {
            logarithm.train();
        }
        return new TieParameter(logarithm);
    }

    @Nullable
    NDArray array() {
        return logarithm == null ? null : logarithm.value();
    }

    /** What the optimiser moves. */
    List<Parameter> parameters() {
        return logarithm != null && logarithm.isTrained() ? List.of(logarithm) : List.of();
    }

    /** The parameter itself, 0 where ties are not learned from. */
    double value() {
        return logarithm == null ? 0 : Math.exp(logarithm.value().toFloatArray()[0]);
    }

    private static double share(Encoded training) {
        double ties = training.groups().stream()
                .flatMap(group -> group.comparisons().stream())
                .filter(comparison -> !comparison.pair().isDecisive())
                .mapToDouble(PromptGroup.Comparison::weight)
                .sum();
        return ties
                / training.groups().stream().mapToDouble(PromptGroup::weight).sum();
    }
}
