package dev.attune.lm.llama2c;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.MappedFile;
import dev.attune.lm.file.PlainWeight;
import dev.attune.lm.file.RotaryRows;
import dev.attune.lm.file.StoredWeight;
import dev.attune.lm.file.StoredWeights;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

/**
 * A model of llama2.c ({@code .bin}, version 0): seven sizes, then all weights in float32, those of one kind for all layers
 * together. Query and key rows are in the order of Meta's rotary embedding, as in GGUF.
 */
public final class Llama2cFile implements StoredWeights, AutoCloseable {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int LATER_VERSION = 0x616b3432; // "ak42"
    private static final int HEADER = 7 * Integer.BYTES;
    private static final int VOCABULARY = 5;
    private static final int LARGEST = 1 << 24;

    private final MappedFile file;
    private final Map<String, StoredWeight> tensors = new HashMap<>();
    private final Sizes sizes;
    private long position = HEADER;

    /**
     * The header.
     *
     * @param vocabulary number of tokens, negative if the output projection is not the embedding
     */
    private record Sizes(
            int hidden, int inner, int layers, int heads, int keyValueHeads, int positions, int vocabulary) {
        boolean tied() {
            return vocabulary > 0;
        }

        int headSize() {
            return hidden / heads;
        }

        int tokens() {
            return Math.abs(vocabulary);
        }
    }

    private Llama2cFile(MappedFile file) {
        this.file = file;
        MemorySegment header = file.slice(0, HEADER, "the header");
        if (header.get(INT, 0) == LATER_VERSION) {
            throw new CheckpointException("The model file " + file.path().getFileName() + " is of llama2.c's version "
                    + header.get(INT, Integer.BYTES) + "; version 0 can be read.");
        }
        int[] values = header.toArray(INT);
        for (int i = 0; i < values.length; i++) {
            int size = i == VOCABULARY ? Math.abs(values[i]) : values[i];
            if (size < 1 || size > LARGEST) {
                throw file.damaged("its header claims a size of " + values[i]);
            }
        }
        sizes = new Sizes(values[0], values[1], values[2], values[3], values[4], values[6], values[VOCABULARY]);
        place(sizes);
    }

    public static Llama2cFile open(Path path) {
        return MappedFile.open(path, Llama2cFile::new);
    }

    /** What Hugging Face's {@code config.json} would say. */
    public ObjectNode config() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("model_type", "llama")
                .put("hidden_size", sizes.hidden())
                .put("intermediate_size", sizes.inner())
                .put("num_hidden_layers", sizes.layers())
                .put("num_attention_heads", sizes.heads())
                .put("num_key_value_heads", sizes.keyValueHeads())
                .put("max_position_embeddings", sizes.positions())
                .put("vocab_size", sizes.tokens())
                .put("rope_theta", 10_000.0)
                .put("rms_norm_eps", 1e-5)
                .put("tie_word_embeddings", sizes.tied())
                .put("bos_token_id", Llama2cTokenizer.BEGINNING);
        // llama2.c stops where a new story would begin
        json.putArray("eos_token_id").add(Llama2cTokenizer.END).add(Llama2cTokenizer.BEGINNING);
        return json;
    }

    private void place(Sizes s) {
        if (s.hidden() % s.heads() != 0) {
            throw file.damaged("its width of " + s.hidden() + " is not a multiple of its " + s.heads() + " heads");
        }
        long keys = (long) s.keyValueHeads() * s.headSize();
        put("model.embed_tokens", s.tokens(), s.hidden());
        putLayers("input_layernorm", s.hidden());
        putTurned("self_attn.q_proj", s.hidden());
        putTurned("self_attn.k_proj", keys);
        putLayers("self_attn.v_proj", keys, s.hidden());
        putLayers("self_attn.o_proj", s.hidden(), s.hidden());
        putLayers("post_attention_layernorm", s.hidden());
        putLayers("mlp.gate_proj", s.inner(), s.hidden());
        putLayers("mlp.down_proj", s.hidden(), s.inner());
        putLayers("mlp.up_proj", s.inner(), s.hidden());
        put("model.norm", s.hidden());
        take("its rotary tables", (long) s.positions() * s.headSize());
        if (!s.tied()) {
            put("lm_head", s.tokens(), s.hidden());
        }
        if (position != file.size()) {
            throw file.damaged("its header asks for " + position + " bytes, but it has " + file.size());
        }
    }

    private void put(String name, long... shape) {
        long start = take(name, Tensors.count(shape));
        tensors.put(name + ".weight", new PlainWeight(file, name, Dtype.FLOAT32, shape, start));
    }

    private void putLayers(String name, long... shape) {
        for (int layer = 0; layer < sizes.layers(); layer++) {
            put("model.layers." + layer + "." + name, shape);
        }
    }

    private void putTurned(String name, long rows) {
        for (int layer = 0; layer < sizes.layers(); layer++) {
            put("model.layers." + layer + "." + name, rows, sizes.hidden());
            tensors.computeIfPresent(
                    "model.layers." + layer + "." + name + ".weight",
                    (key, weight) -> new Turned((PlainWeight) weight, sizes.headSize()));
        }
    }

    private long take(String what, long count) {
        long start = position;
        file.requireInside(start, count * Float.BYTES, what);
        position += count * Float.BYTES;
        return start;
    }

    /** A weight whose rows go to where Hugging Face's layout has them. */
    private record Turned(PlainWeight weight, int headSize) implements StoredWeight {
        @Override
        public long[] shape() {
            return weight.shape();
        }

        @Override
        public String place() {
            return weight.place();
        }

        @Override
        public void readInto(MemorySegment target, Dtype dtype, NDManager scratch) {
            long columns = shape()[1];
            for (long row = 0; row < shape()[0]; row++) {
                PlainWeight one = new PlainWeight(
                        weight.file(),
                        weight.name(),
                        weight.dtype(),
                        new long[] {columns},
                        weight.start() + row * columns * Float.BYTES);
                long size = columns * dtype.bytes();
                one.readInto(target.asSlice(RotaryRows.halfSplit(row, headSize) * size, size), dtype, scratch);
            }
        }
    }

    @Override
    public @Nullable StoredWeight find(String name) {
        return tensors.get(name);
    }

    @Override
    public String place() {
        return "The model file " + file.path().getFileName();
    }

    @Override
    public void close() {
        file.close();
    }
}
