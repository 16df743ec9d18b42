package dev.attune.lm.optim;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.loss.CausalLoss;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;
import dev.attune.lm.weight.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/** Memory has owners: what a step makes goes with the step. In bfloat16, where most arrays are made. */
class MemoryTest {
    private static final Pattern HEAP = Pattern.compile("Heap address: 0x([0-9a-f]+), size: (\\d+) MB");
    private static final Pattern MAPPING = Pattern.compile("^([0-9a-f]+)-[0-9a-f]+ [r-][w-][x-]");
    private static final AdamWConfig CONFIG = AdamWConfig.defaults();
    private final LanguageModel model = LanguageModel.load(Reference.modelDirectory(), LoadOptions.bfloat16());

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void fullTuningLeavesNoArrays() {
        assertSteady(model.tune(Tunable.full(), 1));
    }

    @Test
    void loraLeavesNoArrays() {
        assertSteady(model.tune(Tunable.lora(4, 8), 1));
    }

    @Test
    void generationLeavesNoArrays() {
        Tunable.Tuning tuning = model.tune(Tunable.lora(4, 8), 1);
        Generator generator = new Generator(model, tuning.adapter());
        SamplingSettings settings = SamplingSettings.sampling(1, 5).withIgnoreEnd(true);
        int after2 = 0;
        for (int step = 1; step <= 20; step++) {
            generator.generate(
                    List.of(
                            new GenerationRequest(new int[] {5, 6, 7}, step),
                            new GenerationRequest(new int[] {8}, step)),
                    settings);
            after2 = step == 2 ? arrays() : after2;
        }
        assertThat(arrays()).isEqualTo(after2).isPositive();
    }

    @Test
    void residentMemoryStaysWithinFivePercent() throws IOException {
        Tunable.Tuning tuning = model.tune(Tunable.full(), 1);
        try (AdamW optimizer = new AdamW(model.manager(), tuning.parameters(), CONFIG)) {
            long after30 = 0;
            for (int step = 1; step <= 300; step++) {
                train(tuning, optimizer, 16);
                after30 = step == 30 ? residentKilobytes() : after30;
            }
            assertThat((double) residentKilobytes()).isLessThan(after30 * 1.05);
        }
    }

    @Test
    void frozenWeightsAreHeldOnceInTheComputeTypeAndTrainedOnesHaveFloat32Masters() {
        List<Parameter> matrices = model.transformer().parameters().stream()
                .filter(parameter -> parameter.value().getShape().dimension() == 2)
                .toList();
        assertThat(matrices)
                .isNotEmpty()
                .allSatisfy(parameter ->
                        assertThat(Tensors.dtype(parameter.value())).isEqualTo(Dtype.BFLOAT16));
        try (NDManager step = model.newStep();
                var off = Autograd.off()) {
            assertThat(matrices)
                    .allSatisfy(
                            parameter -> assertThat(parameter.forCompute(step)).isSameAs(parameter.value()));
        }
        Tunable.Tuning tuning = model.tune(Tunable.full(), 1);
        try (AdamW optimizer = new AdamW(model.manager(), tuning.parameters(), CONFIG)) {
            train(tuning, optimizer, 12);
            assertThat(tuning.parameters()).allSatisfy(parameter -> {
                assertThat(Tensors.dtype(parameter.value())).isEqualTo(Dtype.FLOAT32);
                try (NDArray gradient = Objects.requireNonNull(Autograd.gradient(parameter.value()))) {
                    assertThat(Tensors.dtype(gradient)).isEqualTo(Dtype.FLOAT32);
                }
            });
        }
        try (NDManager step = model.newStep();
                var off = Autograd.off()) {
            assertThat(matrices)
                    .allSatisfy(parameter -> assertThat(Tensors.dtype(parameter.forCompute(step)))
                            .isEqualTo(Dtype.BFLOAT16));
        }
    }

    private void assertSteady(Tunable.Tuning tuning) {
        int before = arrays();
        try (AdamW optimizer = new AdamW(model.manager(), tuning.parameters(), CONFIG)) {
            int after2 = 0;
            assertThat(arrays()) // the count sees managers below the model's
                    .isEqualTo(before + 2 * tuning.parameters().size());
            for (int step = 1; step <= 20; step++) {
                train(tuning, optimizer, 12);
                after2 = step == 2 ? arrays() : after2;
            }
            assertThat(arrays()).isEqualTo(after2).isPositive();
        }
    }

    private void train(Tunable.Tuning tuning, AdamW optimizer, int length) {
        optimizer.zeroGradients();
        try (NDManager step = model.newStep();
                var recording = Autograd.on()) {
            int[] answer = IntStream.range(3, 3 + length).toArray();
            AnswerBatch batch = AnswerBatch.of(step, List.of(new int[] {5}, new int[] {6, 7}), List.of(answer, answer));
            TrainingPass pass = model.transformer().trainingPass(batch.batch(), tuning.adapter(), Checkpointing.OFF);
            NDArray states = batch.predictingStates(pass.hiddenStates());
            CausalLoss.backward(model.transformer(), states, batch.targets(), 0.5 / length);
            pass.backward();
        }
        Gradients.clip(tuning.parameters(), 1);
        optimizer.step(1e-3);
    }

    /** Arrays of the model's manager and of all below it. */
    private int arrays() {
        return model.manager().getManagedArrays().size();
    }

    /** Without Java's own heap, of which pages become resident whenever it comes to them first. */
    private static long residentKilobytes() throws IOException {
        System.gc();
        return resident("/proc/self/status", "VmRSS", _ -> true) - heapKilobytes();
    }

    private static long heapKilobytes() throws IOException {
        Matcher heap = HEAP.matcher(vmInfo());
        assertThat(heap.find()).as("where Java's heap lies").isTrue();
        long from = Long.parseUnsignedLong(heap.group(1), 16);
        long until = from + (Long.parseLong(heap.group(2)) << 20);
        return resident("/proc/self/smaps", "Rss", address -> address >= from && address < until);
    }

    /** The sum of a field over the mappings that begin at wanted addresses. */
    private static long resident(String file, String field, LongPredicate wanted) throws IOException {
        long sum = 0;
        long address = 0;
        for (String line : Files.readAllLines(Path.of(file))) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.find()) {
                address = Long.parseUnsignedLong(mapping.group(1), 16);
            } else if (line.startsWith(field + ":") && wanted.test(address)) {
                sum += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return sum;
    }

    private static String vmInfo() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "vmInfo", null, null);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
