package dev.attune.lab.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.TaskData;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.classify.LabelTrie;
import dev.attune.lm.classify.Prompt;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.Transformer;

import static dev.attune.lm.torch.Operators.gather;
import static dev.attune.lm.torch.Operators.indexSelect;
import static dev.attune.lm.torch.Operators.linear;
import static dev.attune.lm.torch.Operators.logSoftmax;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.softmax;
import static dev.attune.lm.torch.Operators.times;
import static dev.attune.lm.torch.Operators.to;

/**
 * How a task's loss would change with tokens that all its prompts have in common: the gradient at their one-hot vectors. The
 * loss of an example is the negative logarithm of the right label's probability, normalised over the labels.
 *
 * @param loss the mean over the examples
 * @param slopes (n, V): at each of the tokens, for each of the vocabulary
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record TokenSlopes(double loss, float[][] slopes) {

    /** What the recorded activations of one pass may be: at 135 million weights about a gigabyte. */
    private static final int TOKENS_AT_ONCE = 512;

    /** With more labels one example alone is many rows. */
    private static final int MOST_LABELS = 20;

    /** So small a probability counts as this: its logarithm has to be a number. */
    private static final float LEAST = 1e-30f;

    /**
     * A prompt, and which of its words say the right label.
     *
     * @param right for each word 1 or 0
     */
    record Question(Prompt prompt, float[] right) {}

    /**
     * Where tokens are in the prompts of a task, counted from the prompt's first; nothing where its text turns into others.
     *
     * @param data a task whose template holds the tokens' text
     */
    public static OptionalInt place(MeasuredModel model, TaskData data, Example example, int[] tokens) {
        int[] context = Classifier.writer(model, data).context(example, List.of());
        return IntStream.rangeClosed(0, context.length - tokens.length)
                .filter(start -> Arrays.equals(tokens, Arrays.copyOfRange(context, start, start + tokens.length)))
                .findFirst();
    }

    /**
     * The slopes at {@code count} tokens from {@code start} on.
     *
     * @param data a task whose template holds their text before that of the example
     * @throws dev.attune.contracts.error.AttuneException {@code token-labels} for a task with too many labels
     */
    public static TokenSlopes of(MeasuredModel model, TaskData data, List<Example> examples, int start, int count) {
        List<Label> labels = data.task().labels();
        if (labels.size() > MOST_LABELS) {
            throw ErrorCategory.CALLER.error(
                    "token-labels",
                    "Tokens are searched for tasks of at most " + MOST_LABELS + " labels, and "
                            + data.task().name() + " has " + labels.size() + "; prompts search takes any number.");
        }
        PromptWriter writer = Classifier.writer(model, data);
        List<Question> questions = examples.stream()
                .map(example -> new Question(writer.prompt(example, List.of(), labels), right(labels, example)))
                .toList();
        return of(model, questions, start, count);
    }

    private static float[] right(List<Label> labels, Example example) {
        List<Float> right = new ArrayList<>();
        labels.forEach(label ->
                label.words().forEach(word -> right.add(label.id().equals(example.label()) ? 1f : 0f)));
        float[] each = new float[right.size()];
        IntStream.range(0, each.length).forEach(i -> each[i] = right.get(i));
        return each;
    }

    static TokenSlopes of(MeasuredModel model, List<Question> questions, int start, int count) {
        int vocabulary = model.model().config().vocabularySize();
        float[][] slopes = new float[count][vocabulary];
        double loss = 0;
        for (int from = 0; from < questions.size(); ) {
            int to = from + 1;
            while (to < questions.size() && tokens(questions.subList(from, to + 1)) <= TOKENS_AT_ONCE) {
                to++;
            }
            loss += add(model, questions.subList(from, to), start, 1.0 / questions.size(), slopes);
            from = to;
        }
        return new TokenSlopes(loss, slopes);
    }

    private static int tokens(List<Question> questions) {
        return questions.stream()
                .mapToInt(question -> question.right.length * question.prompt.length())
                .sum();
    }

    /** Adds some examples' share, and gives that of the loss. */
    private static double add(MeasuredModel model, List<Question> some, int start, double weight, float[][] slopes) {
        Transformer transformer = model.model().transformer();
        Rows rows = Rows.of(some);
        EmbeddedLeaf leaf = new EmbeddedLeaf(model.adapter());
        try (NDManager step = model.model().newStep()) {
            NDArray loss;
            try (var recording = Autograd.on()) {
                TokenBatch batch = TokenBatch.of(step, rows.tokens, Padding.RIGHT);
                NDArray hidden = transformer.hiddenStates(batch, leaf); // (R, T, H)
                long time = hidden.getShape().get(1);
                NDArray flat = hidden.reshape(-1, hidden.getShape().get(2)); // (R*T, H)
                NDArray states = indexSelect(flat, 0, step.create(rows.states(time))); // (E, H)
                NDArray logits = transformer.with(model.adapter()).logits(states); // (E, V)
                long vocabulary = logits.getShape().get(1);
                NDArray each = gather(logSoftmax(logits, -1).reshape(-1), 0, step.create(rows.wanted(vocabulary)));
                NDArray sums = step.create(rows.sums(), new Shape(rows.tokens.size(), rows.edges.size())); // (R, E)
                int words = some.getFirst().right.length;
                NDArray scores = sums.matMul(each.reshape(-1, 1)).reshape(some.size(), words); // (B, W)
                NDArray right = step.create(rows.right(some), new Shape(some.size(), words));
                NDArray probability = softmax(scores, -1).mul(right).sum(new int[] {1}); // (B)
                NDArray least = step.create(new float[] {LEAST});
                loss = times(probability.add(least).log().sum(), -weight);
            }
            Autograd.backward(loss);
            NDArray gradient = leaf.gradient(); // (R, P + T, H)
            int column = model.adapter().virtualTokens() + start;
            NDArray at = to(narrow(gradient, 1, column, slopes.length), Dtype.FLOAT32)
                    .sum(new int[] {0}); // (n, H)
            NDArray table = to(transformer.tokenEmbedding().forCompute(step), Dtype.FLOAT32); // (V, H)
            float[] added = linear(at, table, null).toFloatArray(); // (n * V)
            for (int place = 0; place < slopes.length; place++) {
                for (int token = 0; token < slopes[place].length; token++) {
                    slopes[place][token] += added[place * slopes[place].length + token];
                }
            }
            return loss.toFloatArray()[0];
        }
    }

    /** A row for each word of each prompt: the prompt and the word. */
    private record Rows(List<int[]> tokens, List<Edge> edges) {

        /** A token of a word: its row, and the column whose state says how likely it is. */
        private record Edge(int row, int column, int token) {}

        static Rows of(List<Question> questions) {
            List<int[]> tokens = new ArrayList<>();
            List<Edge> edges = new ArrayList<>();
            for (Question question : questions) {
                int[] context = question.prompt.context();
                LabelTrie trie = question.prompt.words();
                for (int[] path : trie.paths()) {
                    int[] row = Arrays.copyOf(context, context.length + path.length);
                    for (int i = 0; i < path.length; i++) {
                        row[context.length + i] = trie.token(path[i]);
                        edges.add(new Edge(tokens.size(), context.length + i - 1, trie.token(path[i])));
                    }
                    tokens.add(row);
                }
            }
            return new Rows(tokens, edges);
        }

        long[] states(long time) {
            return edges.stream()
                    .mapToLong(edge -> edge.row * time + edge.column)
                    .toArray();
        }

        long[] wanted(long vocabulary) {
            return IntStream.range(0, edges.size())
                    .mapToLong(i -> i * vocabulary + edges.get(i).token)
                    .toArray();
        }

        /** (R, E): 1 where a token belongs to the word of a row. */
        float[] sums() {
            float[] sums = new float[tokens.size() * edges.size()];
            for (int i = 0; i < edges.size(); i++) {
                sums[edges.get(i).row * edges.size() + i] = 1;
            }
            return sums;
        }

        float[] right(List<Question> questions) {
            int words = questions.getFirst().right.length;
            float[] right = new float[questions.size() * words];
            for (int i = 0; i < questions.size(); i++) {
                System.arraycopy(questions.get(i).right, 0, right, i * words, words);
            }
            return right;
        }
    }
}
