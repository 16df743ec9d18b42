package dev.attune.lm.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.file.SafetensorsWriter;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.weight.Parameter;

/**
 * Writes a model of every architecture and an adapter for each, with their logits, for {@code check_written.py} to load with
 * transformers and PEFT.
 */
final class WriteForPeers {
    private WriteForPeers() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        try (LanguageModel model = Reference.model()) {
            TunedAdapter adapter =
                    PeftDirectory.load(model.manager(), model.transformer(), Reference.adapterDirectory());
            write(model, adapter, Reference.sequences().get(1), directory.resolve("tiny-llama"));
        }
        for (String name : Fixture.NAMES) {
            Fixture fixture = Fixture.of(name);
            try (LanguageModel model = fixture.model()) {
                LoraAdapter adapter = randomAdapter(model);
                write(model, adapter, fixture.sequences().getLast(), directory.resolve(name));
            }
        }
    }

    private static LoraAdapter randomAdapter(LanguageModel model) {
        LoraAdapter adapter = LoraAdapter.create(model.manager(), model.transformer(), LoraConfig.allLinear(4, 8), 1);
        try (NDManager step = model.newStep();
                var recording = Autograd.off()) {
            for (Parameter parameter : adapter.parameters()) {
                NDArray value = parameter.value();
                value.addi(step.randomNormal(0, 0.1f, value.getShape(), DataType.FLOAT32));
                parameter.changed();
            }
        }
        return adapter;
    }

    private static void write(LanguageModel model, TunedAdapter adapter, int[] tokens, Path directory) {
        try (NDManager step = model.newStep();
                var recording = Autograd.off()) {
            model.save(directory.resolve("model"));
            PeftDirectory.save(adapter, model.transformer(), directory.resolve("adapter"), "model");
            TokenBatch batch = TokenBatch.of(step, List.of(tokens), Padding.RIGHT);
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
