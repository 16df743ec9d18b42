package dev.attune.lm.bench.peft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.bench.Workload;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.torch.Dtype;

/**
 * The workloads of {@code bench peft}: steps of each way of tuning that PEFT has, too, from the same start (written once as PEFT's
 * folder) on the same recorded batches.
 *
 * @param model folder of the base model, which both sides load
 * @param folder of starts and batches
 * @param compute what both sides compute in
 */
public record PeftBench(Path model, Path folder, Size size, Dtype compute) {
    private static final String BATCHES = "batches.json";

    /** How much is done: {@code rows} texts of {@code length} tokens in each of {@code steps} steps. */
    public record Size(int steps, int rows, int length) {}

    /** What is to be measured for these methods. */
    public List<Workload> workloads(List<PeftMethod> methods) {
        return methods.stream().map(this::workload).toList();
    }

    private Workload workload(PeftMethod method) {
        String start = folder.resolve(method.title()).toString();
        String batches = folder.resolve(BATCHES).toString();
        return new Workload(
                method.title(),
                "seconds/step",
                Workload.Better.LESS,
                PeftMeasurement.class,
                List.of(List.of(method.title(), compute.name(), model.toString(), start, batches)),
                "peer_peft.py",
                List.of(List.of(
                        method.title(),
                        compute.name().toLowerCase(Locale.ROOT),
                        model.toString(),
                        start,
                        batches,
                        Double.toString(method.learningRate()))));
    }

    /** Writes batches and starts. */
    public void prepare(List<PeftMethod> methods) throws IOException {
        try (LanguageModel loaded = LanguageModel.load(model, LoadOptions.float32())) {
            PeftBatches.of(loaded.tokenizer(), size.steps(), size.rows(), size.length())
                    .write(folder.resolve(BATCHES));
            for (PeftMethod method : methods) {
                if (method != PeftMethod.FULL) {
                    try (TunedAdapter start = method.tunable().adapter(loaded.manager(), loaded.transformer(), 1)) {
                        Path to = folder.resolve(method.title());
                        PeftDirectory.save(start, loaded.transformer(), to, "bench");
                    }
                }
            }
        }
    }
}
