package dev.attune.lm.gguf;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.file.StoredWeight;
import dev.attune.lm.file.StoredWeights;

/** A GGUF file's tensors under their Hugging Face names, Llama's query and key rows in Hugging Face's order. */
public final class GgufWeights implements StoredWeights {
    private static final Map<String, String> OUTSIDE = Map.of(
            "model.embed_tokens", "token_embd",
            "model.norm", "output_norm",
            "lm_head", "output");
    private static final Map<String, String> INSIDE = inside();

    private final GgufFile file;
    private final boolean turned;
    private final int headSize;

    /** @param headSize width of a head, for the rows that are to be put back into order */
    public GgufWeights(GgufFile file, String architecture, int headSize) {
        this.file = file;
        this.turned = architecture.equals("llama");
        this.headSize = headSize;
    }

    @Override
    public @Nullable StoredWeight find(String name) {
        String ggufName = ggufName(name);
        if (ggufName == null || !file.hasTensor(ggufName)) {
            return null;
        }
        boolean inOtherOrder = turned && (name.contains(".q_proj.") || name.contains(".k_proj."));
        return new GgufWeight(file, ggufName, inOtherOrder ? headSize : 0);
    }

    @Override
    public String place() {
        return "The model file " + file.path().getFileName();
    }

    private static @Nullable String ggufName(String name) {
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot);
        String outside = OUTSIDE.get(name.substring(0, Math.max(dot, 0)));
        if (outside != null) {
            return outside + ending;
        }
        String[] parts = name.split("\\.", 4); // model.layers.N.rest
        if (parts.length < 4 || !parts[3].endsWith(ending)) {
            return null;
        }
        String inside = INSIDE.get(parts[3].substring(0, parts[3].length() - ending.length()));
        return inside == null ? null : "blk." + parts[2] + "." + inside + ending;
    }

    private static Map<String, String> inside() {
        Map<String, String> names = new HashMap<>();
        names.put("input_layernorm", "attn_norm");
        names.put("post_attention_layernorm", "ffn_norm");
        names.put("self_attn.q_proj", "attn_q");
        names.put("self_attn.k_proj", "attn_k");
        names.put("self_attn.v_proj", "attn_v");
        names.put("self_attn.o_proj", "attn_output");
        names.put("self_attn.q_norm", "attn_q_norm");
        names.put("self_attn.k_norm", "attn_k_norm");
        names.put("mlp.gate_proj", "ffn_gate");
        names.put("mlp.up_proj", "ffn_up");
        names.put("mlp.down_proj", "ffn_down");
        return Map.copyOf(names);
    }
}
