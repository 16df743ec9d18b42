package dev.attune.lm.decode;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.KvCache;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Scratch;
import dev.attune.lm.torch.Threads;
import dev.attune.lm.transformer.Transformer;

import static dev.attune.lm.torch.Operators.to;

/**
 * Prints what one pass of decoding costs in a model of SmolLM2-135M's shape, and how much of that are matrix products:
 * {@code DecodeProbe TOKENIZER_DIRECTORY ROWS THREADS POSITIONS}, rows for each thread. Beside the wall clock it counts the
 * thread's processor time, which other processes change less. Not a test.
 */
final class DecodeProbe {
    private static final int ROUNDS = 40;

    private DecodeProbe() {}

    public static void main(String[] arguments) throws InterruptedException {
        int rows = Integer.parseInt(arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        int positions = Integer.parseInt(arguments[3]);
        try (LanguageModel model = LanguageModel.random(
                Shapes.smol135(), Tokenizer.load(Path.of(arguments[0])), LoadOptions.bfloat16(), 1)) {
            if (threads == 1) {
                run(model, rows, positions, false);
            }
            together(threads, () -> run(model, rows, positions, true));
            together(threads, () -> products(model, rows));
        }
    }

    private static void together(int count, Runnable work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofPlatform().start(work));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void run(LanguageModel model, int rows, int positions, boolean fast) {
        Transformer transformer = model.transformer();
        try (var recording = Autograd.off();
                var one = Threads.of(1);
                NDManager manager = model.newStep();
                KvCache cache = transformer.newCache(manager, Math.max(4, rows), positions + ROUNDS);
                Decoder decoder = fast
                        ? Decoder.open(transformer, manager, Adapter.NONE, cache, true, false)
                        : new BlockDecoder(transformer, Adapter.NONE, cache, false)) {
            for (int i = 0; i < positions; i++) {
                cache.advance(rows);
            }
            measure(fast ? "fast decoder" : "through blocks", () -> {
                try (NDManager step = manager.newSubManager()) {
                    decoder.logits(step, new int[rows]);
                }
            });
        }
    }

    private static void products(LanguageModel model, int rows) {
        try (var recording = Autograd.off();
                var one = Threads.of(1);
                NDManager manager = model.newStep();
                Scratch scratch = new Scratch()) {
            Transformer transformer = model.transformer();
            int width = transformer.config().intermediateSize();
            NDArray wide = to(manager.ones(new Shape(Math.max(4, rows), width)), Dtype.BFLOAT16);
            NDArray narrow = to(
                    manager.ones(
                            new Shape(Math.max(4, rows), transformer.config().hiddenSize())),
                    Dtype.BFLOAT16);
            measure("products alone", () -> {
                for (Linear linear : transformer.linears()) {
                    long x = Scratch.handle(linear.inputs() == width ? wide : narrow);
                    if (linear.outputs() == 2 * width) {
                        scratch.linear(x, Scratch.handle(linear.weight().packed(0, width)), 0);
                        scratch.linear(x, Scratch.handle(linear.weight().packed(width, width)), 0);
                    } else {
                        scratch.linear(x, Scratch.handle(linear.weight().packed(0, linear.outputs())), 0);
                    }
                }
                Linear head = transformer.head();
                scratch.linear(
                        Scratch.handle(narrow), Scratch.handle(head.weight().packed(0, head.outputs())), 0);
                scratch.freeTo(0);
            });
        }
    }

    private static void measure(String what, Runnable work) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        double wall = Double.MAX_VALUE;
        double processor = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            long used = clock.getCurrentThreadCpuTime();
            work.run();
            processor = Math.min(processor, (clock.getCurrentThreadCpuTime() - used) / 1e6);
            wall = Math.min(wall, (System.nanoTime() - start) / 1e6);
        }
        System.out.printf("%-16s %7.1f ms, of the processor %7.1f ms%n", what, wall, processor);
    }

    /** Shapes of known models. */
    static final class Shapes {
        private Shapes() {}

        static TransformerConfig smol135() {
            return TransformerConfig.tiny(49152, 576, 30, 9, 3);
        }
    }
}
