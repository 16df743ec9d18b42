package dev.attune.lm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.LoraTargets;
import dev.attune.lm.adapt.PromptStart;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

/**
 * Adapters for one model, as PEFT stores them, which all sides load: LoRAs of one shape, {@code lora-0} and so on, and tasks of mixed
 * kinds, {@code task-0} and so on. Random, but none of them does nothing. Removed when closed.
 */
public record AdapterDirectory(Path path) implements AutoCloseable {
    static final int LORAS = 32;
    static final int TASKS = 64;

    private static final int RANK = 8;
    private static final double SIZE = 0.02;
    private static final List<Tunable> KINDS = List.of(
            new Tunable.Lora(new LoraConfig(4, 8, new LoraTargets.AllLinear())),
            new Tunable.SoftPrompt(20, new PromptStart.Vocabulary()),
            new Tunable.Ia3(List.of()),
            new Tunable.Prefix(10, 0, new PromptStart.Vocabulary()),
            new Tunable.Lora(new LoraConfig(2, 8, new LoraTargets.AllLinear(), true, LoraConfig.Exceptions.NONE, true)),
            new Tunable.Norms(),
            new Tunable.SoftPrompt(8, new PromptStart.Vocabulary()),
            new Tunable.BitFit());

    /** For the model in {@code directory}. */
    public static AdapterDirectory write(Path directory) throws IOException {
        AdapterDirectory written = new AdapterDirectory(Files.createTempDirectory("attune-bench-adapters"));
        try (LanguageModel model = LanguageModel.load(directory, LoadOptions.float32())) {
            Tunable lora = new Tunable.Lora(new LoraConfig(RANK, 2 * RANK, new LoraTargets.AllLinear()));
            for (int i = 0; i < LORAS; i++) {
                written.write(model, lora, "lora-" + i, i);
            }
            for (int i = 0; i < TASKS; i++) {
                written.write(model, KINDS.get(i % KINDS.size()), "task-" + i, LORAS + i);
            }
        }
        return written;
    }

    private void write(LanguageModel model, Tunable kind, String name, int seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        try (NDManager own = model.newStep()) {
            TunedAdapter adapter = kind.adapter(own, model.transformer(), seed);
            for (Parameter parameter : adapter.parameters()) {
                var numbers = Tensors.bytes(parameter.value());
                for (long i = 0; i < parameter.count(); i++) {
                    float moved =
                            (float) (numbers.getAtIndex(ValueLayout.JAVA_FLOAT, i) + SIZE * random.nextGaussian());
                    numbers.setAtIndex(ValueLayout.JAVA_FLOAT, i, moved);
                }
                parameter.changed();
            }
            PeftDirectory.save(adapter, model.transformer(), path.resolve(name), "bench");
        }
    }

    Path lora(int index) {
        return path.resolve("lora-" + index);
    }

    Path task(int index) {
        return path.resolve("task-" + index);
    }

    /** Bytes of the weights' file of an adapter. */
    static long fileBytes(Path folder) {
        try {
            return Files.size(folder.resolve(PeftDirectory.WEIGHTS));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Random tokens for a prompt of {@code model}, another for each {@code seed}. */
    static int[] prompt(LanguageModel model, int length, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int size = model.config().vocabularySize();
        return IntStream.range(0, length).map(i -> random.nextInt(4, size)).toArray();
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
