package dev.attune.lm.peft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.model.Fixture;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;

import static dev.attune.lm.torch.Operators.narrow;
import static org.assertj.core.api.Assertions.assertThat;

/** Methods on other architectures than Llama's, against what PEFT 0.21.2 computed (make_tuning_architectures.py). */
class TuningArchitecturesTest {
    private static final Path FOLDERS = Path.of("src/test/resources/tuning-architectures");
    private static final int SHOWN = 8;

    /** The second number is of bfloat16, whose scores of this size (up to 6) are 0.03 apart. */
    private static final double[] TOLERANCES = {1e-4, 0.3};

    @ParameterizedTest
    @CsvSource({
        "gpt2, prompt",
        "gpt2, prefix",
        "gpt2, ia3",
        "gpt2, lora",
        "gpt2, dora",
        "gpt2, bias",
        "gpt2, lora-bias",
        "gpt2, dora-bias",
        "gpt2, modules",
        "gpt2, norms",
        "gpt-neox, prompt",
        "gpt-neox, prefix",
        "gpt-neox, ia3",
        "gpt-neox, lora",
        "gpt-neox, dora",
        "gpt-neox, bias",
        "gpt-neox, lora-bias",
        "gpt-neox, dora-bias",
        "gpt-neox, modules",
        "gpt-neox, norms"
    })
    void giveWhatPeftGives(String architecture, String method) throws IOException {
        String name = architecture + "-" + method;
        JsonNode golden =
                new ObjectMapper().readTree(FOLDERS.resolve("golden.json").toFile());
        float[] expected = Reference.floats(golden.path(name).path("last"));
        for (Dtype dtype : List.of(Dtype.FLOAT32, Dtype.BFLOAT16)) {
            Path directory = Fixture.of(architecture).directory();
            try (LanguageModel model = LanguageModel.load(directory, new LoadOptions(dtype));
                    TunedAdapter adapter =
                            PeftDirectory.load(model.manager(), model.transformer(), FOLDERS.resolve(name))) {
                Reference.assertClose(last(model, adapter), expected, TOLERANCES[dtype == Dtype.FLOAT32 ? 0 : 1]);
            }
        }
    }

    /** What is read, written and read again answers alike, under the keys that PEFT wrote. */
    @ParameterizedTest
    @CsvSource({
        "gpt2, bias",
        "gpt2, lora-bias",
        "gpt2, dora-bias",
        "gpt2, modules",
        "gpt-neox, bias",
        "gpt-neox, modules"
    })
    void areWrittenAsPeftWroteThem(String architecture, String method, @TempDir Path again) throws IOException {
        Path folder = FOLDERS.resolve(architecture + "-" + method);
        try (LanguageModel model = Fixture.of(architecture).model();
                TunedAdapter adapter = PeftDirectory.load(model.manager(), model.transformer(), folder)) {
            PeftDirectory.save(adapter, model.transformer(), again, "base");
            try (SafetensorsFile ours = SafetensorsFile.open(again.resolve(PeftDirectory.WEIGHTS));
                    SafetensorsFile theirs = SafetensorsFile.open(folder.resolve(PeftDirectory.WEIGHTS));
                    NDManager scratch = model.newStep()) {
                assertThat(ours.names()).isEqualTo(theirs.names());
                for (String name : theirs.names()) {
                    assertThat(ours.shape(name)).isEqualTo(theirs.shape(name));
                    assertThat(ours.weight(scratch, name, Dtype.FLOAT32, ours.shape(name))
                                    .toFloatArray())
                            .as(name)
                            .isEqualTo(theirs.weight(scratch, name, Dtype.FLOAT32, ours.shape(name))
                                    .toFloatArray());
                }
            }
            try (TunedAdapter second = PeftDirectory.load(model.manager(), model.transformer(), again)) {
                assertThat(last(model, second)).isEqualTo(last(model, adapter));
            }
        }
    }

    /** The first scores of each row's last token. */
    private static float[] last(LanguageModel model, TunedAdapter adapter) {
        List<Float> scores = new ArrayList<>();
        try (NDManager step = model.newStep();
                Autograd.Scope off = Autograd.off()) {
            TokenBatch batch = TokenBatch.of(step, GoldenModel.IDS, Padding.RIGHT);
            NDArray logits = model.transformer().trace(batch, adapter, (stage, layer, activation) -> {});
            long time = logits.getShape().get(1);
            for (int row = 0; row < GoldenModel.IDS.size(); row++) {
                for (float score :
                        narrow(logits.get(row).get(time - 1), 0, 0, SHOWN).toFloatArray()) {
                    scores.add(score);
                }
            }
        }
        float[] all = new float[scores.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = scores.get(i);
        }
        return all;
    }
}
