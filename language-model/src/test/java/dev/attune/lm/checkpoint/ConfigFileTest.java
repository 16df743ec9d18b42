package dev.attune.lm.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.lm.config.Activation;
import dev.attune.lm.config.Architecture.Fusion;
import dev.attune.lm.config.Architecture.Learned;
import dev.attune.lm.config.Architecture.NormKind;
import dev.attune.lm.config.Architecture.Rotary;
import dev.attune.lm.config.RopeScaling;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.error.CheckpointException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Configuration files in the forms that models are published in. */
class ConfigFileTest {
    private static final String SIZES = "\"hidden_size\":64,\"num_hidden_layers\":2,\"num_attention_heads\":4,"
            + "\"num_key_value_heads\":2,\"intermediate_size\":96,\"vocab_size\":100,\"max_position_embeddings\":64";

    @TempDir
    private Path directory;

    /** As meta-llama/Llama-3.2-1B has it. */
    @Test
    void readsLlama3() throws IOException {
        TransformerConfig config = read("{\"model_type\":\"llama\",\"hidden_size\":2048,\"num_hidden_layers\":16,"
                + "\"num_attention_heads\":32,\"num_key_value_heads\":8,\"head_dim\":64,\"intermediate_size\":8192,"
                + "\"vocab_size\":128256,\"max_position_embeddings\":131072,\"rms_norm_eps\":1e-05,"
                + "\"hidden_act\":\"silu\",\"attention_bias\":false,\"mlp_bias\":false,\"pretraining_tp\":1,"
                + "\"rope_scaling\":{\"factor\":32.0,\"high_freq_factor\":4.0,\"low_freq_factor\":1.0,"
                + "\"original_max_position_embeddings\":8192,\"rope_type\":\"llama3\"},\"rope_theta\":500000.0,"
                + "\"tie_word_embeddings\":true,\"bos_token_id\":128000,\"eos_token_id\":[128001,128008,128009]}");
        assertThat(config.architecture().positions())
                .isEqualTo(new Rotary(500_000, 64, new RopeScaling.Llama3(32, 1, 4, 8192)));
        assertThat(config.maximumPositions()).isEqualTo(131_072);
        assertThat(config.specialTokens().ends()).containsExactly(128_001, 128_008, 128_009);
        assertThat(config.parameterCount()).isEqualTo(1_235_814_400L); // as its model card counts
    }

    /** As mistralai/Mistral-7B-v0.1 has it; later versions have no window. */
    @Test
    void readsMistralWithAndWithoutItsWindow() throws IOException {
        String start = "{\"model_type\":\"mistral\"," + SIZES + ",\"sliding_window\":";
        assertThat(read(start + "16}").architecture().attention().windows()).isEqualTo(Collections.nCopies(2, 16));
        assertThat(read(start + "null}").architecture().attention().windows()).isEmpty();
    }

    /** As Qwen/Qwen2.5-0.5B has it: the window is there but not used. */
    @Test
    void readsQwen2WithBiasesThatItsFileDoesNotMention() throws IOException {
        TransformerConfig config = read("{\"model_type\":\"qwen2\"," + SIZES + ",\"rms_norm_eps\":1e-06,"
                + "\"rope_theta\":1000000.0,\"sliding_window\":8,\"max_window_layers\":1,"
                + "\"use_sliding_window\":false,\"use_mrope\":false,\"tie_word_embeddings\":true}");
        assertThat(config.architecture().attention().inputBias()).isTrue();
        assertThat(config.architecture().attention().outputBias()).isFalse();
        assertThat(config.architecture().attention().window()).isZero();
        assertThat(config.architecture().feedForward().bias()).isFalse();
    }

    @Test
    void readsQwen3WithHeadsOfTheirOwnSize() throws IOException {
        TransformerConfig config = read("{\"model_type\":\"qwen3\"," + SIZES + ",\"use_sliding_window\":true,"
                + "\"sliding_window\":8,\"layer_types\":[\"sliding_attention\",\"full_attention\"]}");
        assertThat(config.headSize()).isEqualTo(128);
        assertThat(config.architecture().attention().headNorm()).isTrue();
        assertThat(config.architecture().attention().windows()).containsExactly(8, 0);
    }

    /** As openai-community/gpt2 has it. */
    @Test
    void readsGpt2() throws IOException {
        TransformerConfig config = read("{\"activation_function\":\"gelu_new\",\"architectures\":[\"GPT2LMHeadModel\"],"
                + "\"attn_pdrop\":0.1,\"bos_token_id\":50256,\"embd_pdrop\":0.1,\"eos_token_id\":50256,"
                + "\"initializer_range\":0.02,\"layer_norm_epsilon\":1e-05,\"model_type\":\"gpt2\",\"n_ctx\":1024,"
                + "\"n_embd\":768,\"n_head\":12,\"n_layer\":12,\"n_positions\":1024,\"resid_pdrop\":0.1,"
                + "\"vocab_size\":50257}");
        assertThat(config.parameterCount()).isEqualTo(124_439_808L); // as transformers counts
        assertThat(config.tiedEmbeddings()).isTrue();
        assertThat(config.intermediateSize()).isEqualTo(3072);
        assertThat(config.architecture().positions()).isEqualTo(new Learned());
        assertThat(config.architecture().normalization().kind()).isEqualTo(NormKind.LAYER);
        assertThat(config.architecture().feedForward().activation()).isEqualTo(Activation.GELU_TANH);
        assertThat(config.specialTokens().isEnd(50_256)).isTrue();
    }

    /** As EleutherAI/pythia-70m has it. */
    @Test
    void readsPythia() throws IOException {
        TransformerConfig config = read("{\"architectures\":[\"GPTNeoXForCausalLM\"],\"bos_token_id\":0,"
                + "\"eos_token_id\":0,\"hidden_act\":\"gelu\",\"hidden_size\":512,\"initializer_range\":0.02,"
                + "\"intermediate_size\":2048,\"layer_norm_eps\":1e-05,\"max_position_embeddings\":2048,"
                + "\"model_type\":\"gpt_neox\",\"num_attention_heads\":8,\"num_hidden_layers\":6,\"rotary_emb_base\":10000,"
                + "\"rotary_pct\":0.25,\"tie_word_embeddings\":false,\"use_parallel_residual\":true,"
                + "\"vocab_size\":50304}");
        assertThat(config.parameterCount()).isEqualTo(70_426_624L); // as its model card counts
        assertThat(config.architecture().positions()).isEqualTo(new Rotary(10_000, 16, new RopeScaling.None()));
        assertThat(config.architecture().attention().fusion()).isEqualTo(Fusion.INTERLEAVED);
        assertThat(config.architecture().parallelResidual()).isTrue();
        assertThat(config.architecture().feedForward().activation()).isEqualTo(Activation.GELU);
    }

    @Test
    void readsTheFormOfTransformers5() throws IOException {
        TransformerConfig config = read("{\"model_type\":\"llama\"," + SIZES + ",\"rope_parameters\":"
                + "{\"rope_theta\":20000.0,\"rope_type\":\"linear\",\"factor\":2.0}}");
        assertThat(config.architecture().positions()).isEqualTo(new Rotary(20_000, 16, new RopeScaling.Linear(2)));
        assertThat(config.maximumPositions()).isEqualTo(128);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemma2", "phi3", "mamba", ""})
    void anUnknownModelTypeIsRefusedByName(String type) {
        assertThatThrownBy(() -> read("{\"model_type\":\"" + type + "\"," + SIZES + "}"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("'" + type + "'")
                .hasMessageContaining("llama, mistral, qwen2, qwen3, gpt2, gpt_neox");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "llama|\"hidden_act\":\"quick_gelu\"|quick_gelu",
                "llama|\"rope_scaling\":{\"rope_type\":\"longrope\",\"factor\":2}|longrope",
                "llama|\"rope_parameters\":{\"rope_type\":\"yarn\",\"factor\":2}|yarn",
                "llama|\"rope_scaling\":{\"type\":\"linear\",\"factor\":0}|factor",
                "llama|\"rope_scaling\":{\"type\":\"linear\",\"factor\":\"two\"}|factor",
                "llama|\"attn_logit_softcapping\":50|attn_logit_softcapping",
                "llama|\"quantization_config\":{}|quantization_config",
                "llama|\"num_key_value_heads\":3|num_key_value_heads",
                "llama|\"tie_word_embeddings\":1|tie_word_embeddings",
                "mistral|\"sliding_window\":-1|sliding_window",
                "qwen2|\"use_sliding_window\":true,\"layer_types\":[\"chunked_attention\"]|chunked_attention",
                "qwen2|\"use_sliding_window\":true,\"layer_types\":[\"full_attention\"]|layer_types",
                "gpt2|\"n_embd\":64,\"n_layer\":2,\"n_head\":4,\"scale_attn_by_inverse_layer_idx\":true|inverse",
                "gpt2|\"n_embd\":64,\"n_layer\":2,\"n_head\":5|n_head",
                "gpt_neox|\"rotary_pct\":0.01|rotary_pct",
                "gpt_neox|\"hidden_size\":\"large\"|hidden_size"
            })
    void whatIsNotSupportedIsRefusedByName(String type, String value, String named) {
        assertThatThrownBy(() -> read("{\"model_type\":\"" + type + "\"," + SIZES + "," + value + "}"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aFileWithoutAnEndTokenHasNone() throws IOException {
        TransformerConfig config = read("{\"model_type\":\"llama\"," + SIZES + ",\"eos_token_id\":null}");
        assertThat(config.specialTokens().ends()).isEqualTo(List.of());
    }

    private TransformerConfig read(String json) throws IOException {
        Files.writeString(directory.resolve(ConfigFile.NAME), json);
        return ConfigFile.read(directory);
    }
}
