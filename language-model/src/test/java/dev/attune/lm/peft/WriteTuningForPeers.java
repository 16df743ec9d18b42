package dev.attune.lm.peft;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.adapt.PromptAdapter;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.file.SafetensorsWriter;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.Fixture;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.torch.Autograd;

/**
 * Writes models and an adapter of every method that PEFT has, with their logits, for {@code check_tuning.py} to load with PEFT; also
 * what PEFT wrote, read and written again.
 */
final class WriteTuningForPeers {
    private WriteTuningForPeers() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        try (LanguageModel model = GoldenModel.load()) {
            model.save(directory.resolve("plain/model"));
            for (String method : TuningMethodsTest.METHODS.keySet()) {
                write(
                        model,
                        TuningMethodsTest.moved(model, method),
                        directory.resolve("plain/" + method.replace(' ', '-')));
            }
            writeAgain(model, directory.resolve("plain"), GoldenModel.folder(""), "lora-ends", "lora-modules");
        }
        try (LanguageModel model = GoldenModel.load("tied")) {
            model.save(directory.resolve("tied/model"));
            writeAgain(
                    model,
                    directory.resolve("tied"),
                    GoldenModel.folder(""),
                    "tied-embedding",
                    "tied-ensured",
                    "tied-tokens",
                    "tied-head");
        }
        try (LanguageModel model = Fixture.of("gpt2").model()) {
            model.save(directory.resolve("gpt2/model"));
            Path folders = GoldenModel.folder("").resolveSibling("tuning-architectures");
            writeAgain(
                    model,
                    directory.resolve("gpt2"),
                    folders,
                    "gpt2-bias",
                    "gpt2-lora-bias",
                    "gpt2-dora-bias",
                    "gpt2-modules");
        }
    }

    /** Folders that PEFT wrote, read and written. */
    private static void writeAgain(LanguageModel model, Path target, Path folders, String... names) {
        for (String name : names) {
            write(
                    model,
                    PeftDirectory.load(model.manager(), model.transformer(), folders.resolve(name)),
                    target.resolve(name));
        }
    }

    private static void write(LanguageModel model, TunedAdapter adapter, Path folder) {
        PeftDirectory.save(adapter, model.transformer(), folder, "golden");
        if (PeftConfig.read(folder).type().startsWith("ATTUNE")) {
            return;
        }
        try (NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off()) {
            Adapter first = adapter instanceof PromptAdapter prompt
                            && prompt.source() instanceof PromptAdapter.Vectors.Multitask
                    ? prompt.withTasks(List.of(1, 0))
                    : adapter;
            TokenBatch batch = TokenBatch.of(step, GoldenModel.IDS, Padding.RIGHT);
            TreeMap<String, NDArray> written = new TreeMap<>();
            written.put("ids", batch.ids());
            written.put("logits", model.transformer().trace(batch, first, (stage, layer, activation) -> {}));
            SafetensorsWriter.write(folder.resolve("written.safetensors"), written, Map.of());
        }
    }
}
