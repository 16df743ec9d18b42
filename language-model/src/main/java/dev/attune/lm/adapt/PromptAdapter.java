package dev.attune.lm.adapt;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Operators;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;
import dev.attune.lm.weight.RandomWeights;

import static dev.attune.lm.torch.Operators.indexSelect;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;

/**
 * A soft prompt: P vectors before the embedded text, {@code [padding][prompt][text]}, places counted from the prompt's first.
 * They are a table that trains, the output of a network ({@link Tunable.PTuning}), or one of several tasks' prompts.
 *
 * <p>PEFT puts the prompt before the padding; without padding both are the same.
 */
public final class PromptAdapter implements TunedAdapter {
    private static final double TASK_DEVIATION = 0.02;

    private final NDManager manager;
    private final Vectors vectors;
    private final int count;

    /** What the P vectors are made of. */
    public sealed interface Vectors {
        /** (P, H) as they are. */
        record Table(Parameter table) implements Vectors {}

        /** The output of a network. */
        record Made(Network network) implements Vectors {}

        /**
         * {@code table * (columns_t rows_t)} of the task t of each row of a batch, or of one task for all.
         *
         * @param table (P, H)
         * @param columns (tasks, P, rank)
         * @param rows (tasks, rank, H)
         * @param names of the tasks, or none
         */
        record Multitask(Parameter table, Parameter columns, Parameter rows, List<Integer> tasks, List<String> names)
                implements Vectors {}
    }

    private PromptAdapter(NDManager manager, Vectors vectors, int count) {
        this.manager = manager;
        this.vectors = vectors;
        this.count = count;
    }

    static PromptAdapter create(NDManager parent, Transformer transformer, Tunable.SoftPrompt prompt, long seed) {
        NDManager manager = parent.newSubManager();
        NDArray first = prompt.start().vectors(manager, transformer, prompt.tokens(), seed);
        return new PromptAdapter(manager, new Vectors.Table(trained("embedding.weight", first)), prompt.tokens());
    }

    static PromptAdapter create(NDManager parent, Transformer transformer, Tunable.PTuning prompt, long seed) {
        NDManager manager = parent.newSubManager();
        int width = transformer.config().hiddenSize();
        List<Integer> widths = widths(width, prompt.hiddenSize());
        return made(manager, prompt.tokens(), widths, Network.random(seed, widths));
    }

    static PromptAdapter create(NDManager parent, Transformer transformer, Tunable.MultitaskPrompt prompt, long seed) {
        NDManager manager = parent.newSubManager();
        NDArray first = prompt.start().vectors(manager, transformer, prompt.tokens(), seed);
        int width = transformer.config().hiddenSize();
        return of(
                manager,
                first,
                small(manager, "task columns", seed, prompt.tasks(), prompt.tokens(), prompt.rank()),
                small(manager, "task rows", seed, prompt.tasks(), prompt.rank(), width),
                new Chosen(prompt.task(), prompt.names()));
    }

    /** The prompt of a table (P, H), which goes over to {@code manager}, as that does to the adapter. */
    public static PromptAdapter of(NDManager manager, NDArray table) {
        table.attach(manager);
        return new PromptAdapter(manager, new Vectors.Table(trained("embedding.weight", table)), (int)
                table.getShape().get(0));
    }

    /** One of several tasks, and the names of all, or none. */
    public record Chosen(int task, List<String> names) {}

    /** The prompts of several tasks; see {@link Vectors.Multitask} for the shapes. */
    public static PromptAdapter of(NDManager manager, NDArray table, NDArray columns, NDArray rows, Chosen chosen) {
        List.of(table, columns, rows).forEach(array -> array.attach(manager));
        return new PromptAdapter(
                manager,
                new Vectors.Multitask(
                        trained("embedding.weight", table),
                        trained("prefix_task_cols", columns),
                        trained("prefix_task_rows", rows),
                        List.of(chosen.task()),
                        List.copyOf(chosen.names())),
                (int) table.getShape().get(0));
    }

    /** P-tuning with the weights of {@code source}. */
    public static PromptAdapter made(NDManager manager, int count, List<Integer> widths, Network.Source source) {
        Network network = Network.of(manager, count, "mlp_head", widths, Operators::relu, source);
        return new PromptAdapter(manager, new Vectors.Made(network), count);
    }

    /** Of the vectors in P-tuning's network. */
    public static List<Integer> widths(int width, int hiddenSize) {
        int hidden = hiddenSize == 0 ? width : hiddenSize;
        return List.of(width, hidden, hidden, width);
    }

    private static Parameter trained(String name, NDArray value) {
        Parameter parameter = new Parameter("prompt_encoder." + name, value, Dtype.FLOAT32);
        parameter.train();
        return parameter;
    }

    private static NDArray small(NDManager owner, String name, long seed, long... shape) {
        RandomGenerator random = RandomWeights.generator(name, seed);
        float[] values = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * TASK_DEVIATION);
        }
        return owner.create(values, new Shape(shape));
    }

    @Override
    public int virtualTokens() {
        return count;
    }

    @Override
    public boolean changes(Linear layer) {
        return false;
    }

    @Override
    public boolean scales(Linear layer) {
        return false;
    }

    @Override
    public boolean isLean() {
        return true; // nothing inside of blocks
    }

    @Override
    public Adapter afterPrompt() {
        return Adapter.NONE;
    }

    @Override
    public NDArray embedded(NDArray x, TokenBatch batch) {
        Shape shape = x.getShape();
        NDManager step = x.getManager();
        NDArray prompt = to(vectors(step), Tensors.dtype(x)); // (P, H) or (B, P, H)
        Shape each = new Shape(shape.get(0), count, shape.get(2));
        NDArray before =
                prompt.getShape().dimension() == 2 ? prompt.expandDims(0).broadcast(each) : prompt.broadcast(each);
        NDArray joined = before.concat(narrow(x, 1, count, shape.get(1) - count), 1); // (B, P + T, H)
        int[] padding = batch.leftPadding();
        if (Arrays.stream(padding).allMatch(places -> places == 0)) {
            return joined;
        }
        NDArray rows = joined.reshape(shape.get(0) * shape.get(1), shape.get(2));
        return indexSelect(rows, 0, step.create(order(padding, (int) shape.get(1))))
                .reshape(shape);
    }

    /** For each place of {@code [padding][prompt][text]} the one in {@code [prompt][padding][text]}, rows one after another. */
    private long[] order(int[] padding, int time) {
        return LongStream.range(0, (long) padding.length * time)
                .map(place -> {
                    int row = (int) (place / time);
                    int column = (int) (place % time);
                    int from = column < padding[row]
                            ? column + count
                            : column < padding[row] + count ? column - padding[row] : column;
                    return (long) row * time + from;
                })
                .toArray();
    }

    /** The prompt (P, H), or (B, P, H) with a task for each row, of float32; recorded if recording is on. */
    public NDArray vectors(NDManager step) {
        return switch (vectors) {
            case Vectors.Table(Parameter table) -> whole(table, step);
            case Vectors.Made(Network network) -> network.output(step);
            case Vectors.Multitask(Parameter table, Parameter columns, Parameter rows, List<Integer> tasks, var _) -> {
                NDArray chosen = step.create(tasks.stream().mapToLong(i -> i).toArray());
                NDArray left = indexSelect(whole(columns, step), 0, chosen); // (B, P, rank)
                NDArray right = indexSelect(whole(rows, step), 0, chosen); // (B, rank, H)
                yield whole(table, step).expandDims(0).mul(left.matMul(right));
            }
        };
    }

    /** A view that belongs to the step. */
    private static NDArray whole(Parameter parameter, NDManager step) {
        NDArray view = parameter.value().reshape(parameter.value().getShape());
        view.attach(step);
        return view;
    }

    /**
     * The same weights for other tasks.
     *
     * @param tasks one for each row of a batch, or one for all
     */
    public PromptAdapter withTasks(List<Integer> tasks) {
        if (!(vectors instanceof Vectors.Multitask multitask)) {
            throw new IllegalStateException("A prompt without tasks has none to choose.");
        }
        long all = multitask.columns().value().getShape().get(0);
        if (tasks.isEmpty() || tasks.stream().anyMatch(task -> task < 0 || task >= all)) {
            throw new IllegalArgumentException(
                    "The prompt has " + all + " tasks, counted from 0; " + tasks + " are not.");
        }
        return new PromptAdapter(
                manager,
                new Vectors.Multitask(
                        multitask.table(),
                        multitask.columns(),
                        multitask.rows(),
                        List.copyOf(tasks),
                        multitask.names()),
                count);
    }

    /** Whether it is of several tasks that have names. */
    public boolean hasTaskNames() {
        return vectors instanceof Vectors.Multitask multitask
                && !multitask.names().isEmpty();
    }

    /**
     * The same weights for the task of this name.
     *
     * @throws IllegalArgumentException if the prompt has none of that name
     */
    public PromptAdapter withTask(String name) {
        List<String> names = vectors instanceof Vectors.Multitask multitask ? multitask.names() : List.of();
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    names.isEmpty()
                            ? "The adapter has no tasks with names, so none is called '" + name + "'."
                            : "The adapter's tasks are " + String.join(", ", names) + "; '" + name
                                    + "' is none of them.");
        }
        return withTasks(List.of(names.indexOf(name)));
    }

    /** What the vectors are made of. */
    public Vectors source() {
        return vectors;
    }

    @Override
    public List<Parameter> parameters() {
        return switch (vectors) {
            case Vectors.Table(Parameter table) -> List.of(table);
            case Vectors.Made(Network network) -> network.parameters();
            case Vectors.Multitask multitask -> List.of(multitask.table(), multitask.columns(), multitask.rows());
        };
    }

    @Override
    public void close() {
        manager.close();
    }
}
