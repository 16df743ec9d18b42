package dev.attune.lm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.PeftDirectory;
import dev.attune.lm.checkpoint.SafetensorsWriter;
import dev.attune.lm.torch.Autograd;

/** Writes a model and an adapter with their logits, for {@code check_written.py} to load with transformers and PEFT. */
final class WriteForPeers {
    private WriteForPeers() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        try (LanguageModel model = Reference.model();
                NDManager step = model.newStep();
                var recording = Autograd.off()) {
            LoraAdapter adapter =
                    PeftDirectory.load(model.manager(), model.transformer(), Reference.adapterDirectory());
            model.save(directory.resolve("model"));
            PeftDirectory.save(adapter, directory.resolve("adapter"), "model");
            TokenBatch batch = TokenBatch.of(step, List.of(Reference.sequences().get(1)), Padding.RIGHT);
            TreeMap<String, NDArray> written = new TreeMap<>();
            written.put("ids", batch.ids());
            written.put("logits", logits(model, batch, Adapter.NONE));
            written.put("lora.logits", logits(model, batch, adapter));
            SafetensorsWriter.write(directory.resolve("written.safetensors"), written, Map.of());
        }
    }

    private static NDArray logits(LanguageModel model, TokenBatch batch, Adapter adapter) {
        return model.transformer().logits(model.transformer().hiddenStates(batch, adapter));
    }
}
