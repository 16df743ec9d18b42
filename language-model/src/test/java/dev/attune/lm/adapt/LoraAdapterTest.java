package dev.attune.lm.adapt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.Reference;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.torch.Autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LoraAdapterTest {
    private static final double TOLERANCE = 1e-4;
    private LanguageModel model;

    @BeforeEach
    void load() {
        model = Reference.model();
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void anAdapterFromPeftGivesPeftsLogits() {
        Adapter adapter = fromPeft();
        Reference.assertClose(logits(adapter, false), Reference.tensor("lora.logits.1"), TOLERANCE);
        Reference.assertClose(logits(adapter, true), Reference.tensor("lora.logits.1"), TOLERANCE);
        Reference.assertClose(logits(Adapter.NONE, false), Reference.tensor("logits.1"), TOLERANCE);
    }

    @Test
    void savedAndLoadedAgainIsTheSame(@TempDir Path directory) {
        LoraAdapter adapter = fromPeft();
        PeftDirectory.save(adapter, model.transformer(), directory, "tiny-llama");
        LoraAdapter again = (LoraAdapter) PeftDirectory.load(model.manager(), model.transformer(), directory);
        assertThat(again.config()).isEqualTo(adapter.config());
        assertThat(logits(again, false)).isEqualTo(logits(adapter, false));
    }

    @Test
    void mergedWeightsAnswerAsWithTheAdapter() {
        LoraAdapter adapter = fromPeft();
        try (MergedWeights merged = adapter.merge(model.transformer())) {
            Reference.assertClose(logits(Adapter.NONE, false), Reference.tensor("lora.logits.1"), TOLERANCE);
        }
    }

    @Test
    void aNewAdapterChangesNothing() {
        float[] before = logits(Adapter.NONE, false);
        Adapter adapter = model.tune(Tunable.lora(4, 8), 1).adapter();
        assertThat(logits(adapter, false)).isEqualTo(before);
    }

    @Test
    void theSameSeedGivesTheSameAdapter() {
        LoraConfig config = LoraConfig.allLinear(2, 4);
        float[] first = firstMatrix(config, 7);
        assertThat(firstMatrix(config, 7)).isEqualTo(first);
        assertThat(firstMatrix(config, 8)).isNotEqualTo(first);
    }

    @Test
    void refusesTargetsThatTheModelDoesNotHave() {
        LoraConfig config = new LoraConfig(2, 4, Set.of("c_attn"));
        assertThatThrownBy(() -> LoraAdapter.create(model.manager(), model.transformer(), config, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("c_attn");
    }

    @Test
    void refusesAnAdapterOfAnotherKind(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("adapter_config.json"), "{\"peft_type\": \"BOFT\"}");
        assertThatThrownBy(() -> PeftDirectory.load(model.manager(), model.transformer(), directory))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("BOFT");
    }

    private LoraAdapter fromPeft() {
        return (LoraAdapter) PeftDirectory.load(model.manager(), model.transformer(), Reference.adapterDirectory());
    }

    private float[] firstMatrix(LoraConfig config, long seed) {
        try (LoraAdapter adapter = LoraAdapter.create(model.manager(), model.transformer(), config, seed)) {
            return adapter.parameters().getFirst().value().toFloatArray();
        }
    }

    private float[] logits(Adapter adapter, boolean recorded) {
        try (NDManager step = model.newStep();
                var recording = recorded ? Autograd.on() : Autograd.off()) {
            TokenBatch batch = TokenBatch.of(step, List.of(Reference.sequences().get(1)), Padding.RIGHT);
            return model.transformer()
                    .logits(model.transformer().hiddenStates(batch, adapter))
                    .toFloatArray();
        }
    }
}
