package dev.attune.lm.adapt;

import java.util.List;

import ai.djl.ndarray.NDManager;

import dev.attune.lm.layer.Adapter;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

/**
 * Which parameters train: the one value in which ways of tuning differ. All but {@link Full} leave the transformer as it is and
 * make an adapter beside it.
 */
public sealed interface Tunable {
    /** Every weight of the transformer. */
    record Full() implements Tunable {}

    /** A new low-rank adapter. */
    record Lora(LoraConfig config) implements Tunable {}

    /**
     * Infused adapters (Liu et al. 2022, arXiv:2205.05638): a layer's output is scaled, {@code l * (W x + b)}, and that of a
     * feed-forward network's last layer has its input scaled, {@code W (l * x) + b}; l begins at 1.
     *
     * @param targets the scaled layers; none for keys, values and the last layer of the feed-forward networks
     */
    record Ia3(List<String> targets) implements Tunable {
        public Ia3 {
            targets = List.copyOf(targets);
        }
    }

    /**
     * A soft prompt (Lester et al. 2021, arXiv:2104.08691): P vectors before the embedded text.
     *
     * @param tokens P
     * @param start what they begin as
     */
    record SoftPrompt(int tokens, PromptStart start) implements Tunable {
        public SoftPrompt {
            requirePlaces(tokens);
        }
    }

    /**
     * P-tuning (Liu et al. 2021, arXiv:2103.10385): a soft prompt that is the output of a network of three linear layers with
     * ReLU between them, for P vectors that train, too.
     *
     * @param tokens P
     * @param hiddenSize of the network; 0 for that of the model
     */
    record PTuning(int tokens, int hiddenSize) implements Tunable {
        public PTuning {
            requirePlaces(tokens);
        }
    }

    /**
     * Prefix tuning (Li and Liang 2021, arXiv:2101.00190): keys and values of P places before the text, in every layer.
     *
     * @param tokens P
     * @param projectionSize of the hidden layer of a network that makes them, {@code tanh} between its two layers; 0 for none
     * @param start without a network: keys and values of these tokens, or random numbers
     */
    record Prefix(int tokens, int projectionSize, PromptStart start) implements Tunable {
        public Prefix {
            requirePlaces(tokens);
        }
    }

    /**
     * Multitask prompt tuning (Wang et al. 2023, arXiv:2303.02861): the soft prompt of task t is {@code E * (U_t V_t)}, of which
     * all tasks share E.
     *
     * @param tokens P
     * @param start of E
     * @param tasks how many there are
     * @param rank of the tasks' products
     * @param task the one whose prompt a new adapter uses; see {@link PromptAdapter#withTasks}
     * @param names of the tasks, or none
     */
    record MultitaskPrompt(int tokens, PromptStart start, int tasks, int rank, int task, List<String> names)
            implements Tunable {
        /** Without names. */
        public MultitaskPrompt(int tokens, PromptStart start, int tasks, int rank, int task) {
            this(tokens, start, tasks, rank, task, List.of());
        }

        public MultitaskPrompt {
            requirePlaces(tokens);
            names = List.copyOf(names);
            if (!names.isEmpty() && names.size() != tasks) {
                throw new IllegalArgumentException(
                        "A multitask prompt has " + tasks + " tasks but " + names.size() + " names of tasks.");
            }
            if (tasks < 1 || rank < 1 || task < 0 || task >= tasks) {
                throw new IllegalArgumentException(
                        "A multitask prompt needs at least one task, a rank of at least 1, and a task among its "
                                + tasks + "; " + task + " is none.");
            }
        }
    }

    /**
     * Bottlenecks on what a block's parts add to the residual stream: {@code h + W_up f(W_down h + b) + c}, W_up and c begin at 0.
     *
     * @param kind where, and f
     * @param reduction of the width: the bottleneck has {@code H / reduction} numbers
     */
    record Bottleneck(Kind kind, int reduction) implements Tunable {
        /** As adapter-hub's configurations have them. */
        public enum Kind {
            /** After attention and after the feed-forward network, swish (Houlsby et al. 2019, arXiv:1902.00751). */
            HOULSBY,
            /** After the feed-forward network alone, ReLU (Pfeiffer et al. 2020, arXiv:2005.00247). */
            PFEIFFER
        }

        public Bottleneck {
            if (reduction < 1) {
                throw new IllegalArgumentException(
                        "A bottleneck's reduction must be at least 1 but is " + reduction + ".");
            }
        }
    }

    /**
     * BitFit (Ben Zaken et al. 2021, arXiv:2106.10199): a vector that begins at 0 on the output of every linear layer of the
     * blocks: a change of its bias, or a bias where the architecture (Llama, for one) has none.
     */
    record BitFit() implements Tunable {}

    /** The weights of the norms (and their biases): copies of them train. */
    record Norms() implements Tunable {}

    /**
     * Copies of the last blocks.
     *
     * @param count how many
     */
    record LastLayers(int count) implements Tunable {
        public LastLayers {
            if (count < 1) {
                throw new IllegalArgumentException(
                        "At least one of the last layers must train, but they are " + count + ".");
            }
        }
    }

    /**
     * What to train and what to pass to each forward pass.
     *
     * @param adapter {@link Adapter#NONE} for full tuning, otherwise a {@link TunedAdapter}
     * @param parameters those that the optimiser moves
     */
    record Tuning(Adapter adapter, List<Parameter> parameters) {
        public Tuning {
            parameters = List.copyOf(parameters);
        }

        static Tuning of(TunedAdapter adapter) {
            return new Tuning(adapter, adapter.parameters());
        }
    }

    static Tunable full() {
        return new Full();
    }

    static Tunable lora(int rank, double alpha) {
        return new Lora(LoraConfig.allLinear(rank, alpha));
    }

    /** Makes the parameters trainable; new ones are drawn with {@code seed} and owned by {@code owner}. */
    default Tuning prepare(NDManager owner, Transformer transformer, long seed) {
        if (this instanceof Full) {
            transformer.parameters().forEach(Parameter::train);
            return new Tuning(Adapter.NONE, transformer.parameters());
        }
        return Tuning.of(adapter(owner, transformer, seed));
    }

    /**
     * A new adapter, which changes nothing yet, or as little as its method lets it.
     *
     * @throws IllegalArgumentException if there is none ({@link Full}), or the transformer has no place for it
     */
    default TunedAdapter adapter(NDManager owner, Transformer transformer, long seed) {
        requireRoom(places(), transformer);
        return switch (this) {
            case Full _ -> throw new IllegalArgumentException("Full tuning makes no adapter.");
            case Lora(LoraConfig config) -> LoraAdapter.create(owner, transformer, config, seed);
            case Ia3(List<String> targets) -> Ia3Adapter.create(owner, transformer, targets);
            case SoftPrompt prompt -> PromptAdapter.create(owner, transformer, prompt, seed);
            case PTuning network -> PromptAdapter.create(owner, transformer, network, seed);
            case MultitaskPrompt prompt -> PromptAdapter.create(owner, transformer, prompt, seed);
            case Prefix prefix -> PrefixAdapter.create(owner, transformer, prefix, seed);
            case Bottleneck bottleneck -> BottleneckAdapter.create(owner, transformer, bottleneck, seed);
            case BitFit _ -> OffsetAdapter.create(owner, transformer);
            case Norms _ -> NormAdapter.create(owner, transformer);
            case LastLayers(int count) -> LayersAdapter.create(owner, transformer, count);
        };
    }

    /** Places of the context before each text. */
    default int places() {
        return switch (this) {
            case SoftPrompt prompt -> prompt.tokens();
            case PTuning network -> network.tokens();
            case MultitaskPrompt prompt -> prompt.tokens();
            case Prefix prefix -> prefix.tokens();
            case Full _, Lora _, Ia3 _, Bottleneck _, BitFit _, Norms _, LastLayers _ -> 0;
        };
    }

    private static void requirePlaces(int tokens) {
        if (tokens < 1) {
            throw new IllegalArgumentException(
                    "There must be at least one virtual token, but there are " + tokens + ".");
        }
    }

    /** Refuses a prompt that leaves no place for a text. */
    static void requireRoom(int places, Transformer transformer) {
        int context = transformer.config().maximumPositions();
        if (places >= context) {
            throw new IllegalArgumentException(
                    "An adapter of " + places + " virtual tokens leaves no room for a text in the"
                            + " model's context of " + context + "; take fewer.");
        }
    }
}
