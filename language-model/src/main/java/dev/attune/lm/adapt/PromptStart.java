package dev.attune.lm.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.RandomWeights;

import static dev.attune.lm.torch.GradientOperators.copyAs;
import static dev.attune.lm.torch.Operators.embedding;

/** What the vectors of a soft prompt begin as. How well prompts learn depends on it more than on most settings. */
public sealed interface PromptStart {
    /** Every number from N(0, 1): PEFT's RANDOM, some ten times the size of a token's embedding. */
    record Random() implements PromptStart {}

    /** Every number from -0.5 to 0.5, as in Lester et al. 2021 (arXiv:2104.08691). */
    record Uniform() implements PromptStart {}

    /** The embeddings of tokens drawn from the whole vocabulary. */
    record Vocabulary() implements PromptStart {}

    /**
     * The embeddings of a text, over again until there are enough, or cut.
     *
     * @param tokens of the text, at least one
     */
    record Text(List<Integer> tokens) implements PromptStart {
        public Text {
            tokens = List.copyOf(tokens);
            if (tokens.isEmpty()) {
                throw new IllegalArgumentException("A prompt that begins as a text needs one of at least one token.");
            }
        }
    }

    /**
     * For each label the mean of its tokens' embeddings, and drawn tokens for what is left (Lester et al. 2021).
     *
     * @param labels tokens of each label, at least one label and one token of each
     */
    record Labels(List<List<Integer>> labels) implements PromptStart {
        public Labels {
            labels = labels.stream().map(List::copyOf).toList();
            if (labels.isEmpty() || labels.stream().anyMatch(List::isEmpty)) {
                throw new IllegalArgumentException(
                        "A prompt that begins as labels needs at least one, and each at least one token.");
            }
        }
    }

    /** The first vectors (P, H) of float32, owned by {@code owner}. */
    default NDArray vectors(NDManager owner, Transformer transformer, int count, long seed) {
        int width = transformer.config().hiddenSize();
        RandomGenerator random = RandomWeights.generator("prompt", seed);
        return switch (this) {
            case Random _ -> numbers(owner, count, width, random, true);
            case Uniform _ -> numbers(owner, count, width, random, false);
            case Vocabulary _, Text _ -> means(owner, transformer, single(tokens(transformer, count, random)));
            case Labels(List<List<Integer>> labels) -> {
                List<List<Integer>> groups = new ArrayList<>(labels.subList(0, Math.min(count, labels.size())));
                groups.addAll(single(drawn(transformer, count - groups.size(), random)));
                yield means(owner, transformer, groups);
            }
        };
    }

    /** The tokens that {@code count} places stand for at the beginning; drawn ones where nothing else is said. */
    default List<Integer> tokens(Transformer transformer, int count, RandomGenerator random) {
        if (!(this instanceof Text(List<Integer> text))) {
            return drawn(transformer, count, random);
        }
        List<Integer> repeated = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            repeated.add(text.get(i % text.size()));
        }
        return repeated;
    }

    private static List<Integer> drawn(Transformer transformer, int count, RandomGenerator random) {
        int vocabulary = transformer.config().vocabularySize();
        return random.ints(count, 0, vocabulary).boxed().toList();
    }

    private static List<List<Integer>> single(List<Integer> tokens) {
        return tokens.stream().map(List::of).toList();
    }

    /** The mean embedding of each group of tokens. */
    private static NDArray means(NDManager owner, Transformer transformer, List<List<Integer>> groups) {
        int width = transformer.config().hiddenSize();
        float[] all = new float[groups.size() * width];
        try (NDManager scratch = owner.newSubManager();
                Autograd.Scope off = Autograd.off()) {
            for (int group = 0; group < groups.size(); group++) {
                long[] ids = groups.get(group).stream().mapToLong(i -> i).toArray();
                NDArray rows = embedding(transformer.tokenEmbedding().value(), scratch.create(ids)); // (N, H)
                float[] numbers = copyAs(rows, Dtype.FLOAT32).toFloatArray();
                for (int i = 0; i < numbers.length; i++) {
                    all[group * width + i % width] += numbers[i] / ids.length;
                }
            }
        }
        return owner.create(all, new Shape(groups.size(), width));
    }

    private static NDArray numbers(NDManager owner, int count, int width, RandomGenerator random, boolean normal) {
        float[] values = new float[count * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (normal ? random.nextGaussian() : random.nextDouble(-0.5, 0.5));
        }
        return owner.create(values, new Shape(count, width));
    }
}
