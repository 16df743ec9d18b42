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
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.torch.Autograd;

/**
 * Writes the golden model and an adapter of every method that PEFT has, with their logits, for {@code check_tuning.py} to load
 * with PEFT.
 */
final class WriteTuningForPeers {
    private WriteTuningForPeers() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        try (LanguageModel model = GoldenModel.load()) {
            model.save(directory.resolve("model"));
            for (String method : TuningMethodsTest.METHODS.keySet()) {
                TunedAdapter adapter = TuningMethodsTest.moved(model, method);
                Path folder = directory.resolve(method.replace(' ', '-'));
                PeftDirectory.save(adapter, model.transformer(), folder, "golden");
                if (PeftConfig.read(folder).type().startsWith("ATTUNE")) {
                    continue;
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
    }
}
