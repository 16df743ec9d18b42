package dev.attune.lm.rows;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.adapt.BottleneckAdapter;
import dev.attune.lm.adapt.DenseAdapter;
import dev.attune.lm.adapt.Ia3Adapter;
import dev.attune.lm.adapt.LayersAdapter;
import dev.attune.lm.adapt.LoraAdapter;
import dev.attune.lm.adapt.NormAdapter;
import dev.attune.lm.adapt.OffsetAdapter;
import dev.attune.lm.adapt.PrefixAdapter;
import dev.attune.lm.adapt.PromptAdapter;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.Linear;
import dev.attune.lm.layer.Norm;
import dev.attune.lm.layer.RmsNorm;
import dev.attune.lm.layer.TransformerBlock;
import dev.attune.lm.rows.RowVectors.Vector;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.transformer.Transformer;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.copyInto;
import static dev.attune.lm.torch.Operators.to;

/** Copies what a row needs of an adapter, in the form in which passes want it. */
final class Packing {
    private final NDManager owner;
    private final Transformer transformer;

    /** @param owner of the copies */
    Packing(NDManager owner, Transformer transformer) {
        if (transformer.tokenEmbedding().value().getDevice().isGpu()) {
            throw new IllegalArgumentException(
                    "Rows with adapters of their own are computed by the processor; load the model there.");
        }
        this.owner = owner;
        this.transformer = transformer;
    }

    String kind(TunedAdapter adapter) {
        return switch (adapter) {
            case LoraAdapter lora -> lora.config().dora() ? "dora" : "lora";
            case Ia3Adapter _ -> "ia3";
            case NormAdapter _ -> "norms";
            case OffsetAdapter _ -> "bitfit";
            case PromptAdapter _ -> "soft-prompt";
            case PrefixAdapter _ -> "prefix";
            case BottleneckAdapter _ -> "adapter";
            case LayersAdapter _ -> "last-layers";
            case DenseAdapter _ -> "dense";
        };
    }

    boolean sharesBatches(TunedAdapter adapter) {
        return switch (adapter) {
            case LoraAdapter lora -> lora.isPlain();
            case NormAdapter _ -> transformer.finalNorm() instanceof RmsNorm;
            case Ia3Adapter _, OffsetAdapter _, PromptAdapter _, PrefixAdapter _ -> true;
            case BottleneckAdapter _, LayersAdapter _, DenseAdapter _ -> false;
        };
    }

    /** Of an adapter that shares batches. */
    ResidentAdapter.Parts parts(TunedAdapter adapter) {
        try (NDManager step = owner.getParentManager().newSubManager();
                Autograd.Scope off = Autograd.off()) {
            IdentityHashMap<Linear, LinearPart> linears = new IdentityHashMap<>();
            for (Linear linear : transformer.linears()) {
                LinearPart part = part(adapter, linear, step);
                if (part != null) {
                    linears.put(linear, part);
                }
            }
            return new ResidentAdapter.Parts(
                    linears,
                    adapter instanceof NormAdapter own ? norms(own) : new IdentityHashMap<>(),
                    adapter instanceof PromptAdapter prompt ? prompt(prompt, step) : null,
                    adapter instanceof PrefixAdapter prefix ? prefix(prefix, step) : List.of());
        }
    }

    private @Nullable LinearPart part(TunedAdapter adapter, Linear linear, NDManager step) {
        return switch (adapter) {
            case LoraAdapter lora -> lowRank(lora, linear, step);
            case Ia3Adapter ia3 -> scaled(ia3, linear, step);
            case OffsetAdapter offsets -> shifted(offsets, linear, step);
            default -> null;
        };
    }

    private @Nullable LinearPart lowRank(LoraAdapter lora, Linear linear, NDManager step) {
        List<LoraAdapter.Product> products = lora.products(linear);
        if (products.isEmpty()) {
            return null;
        }
        NDList first = new NDList();
        List<LinearPart.Piece> pieces = new ArrayList<>();
        int ranks = 0;
        for (LoraAdapter.Product product : products) {
            NDArray a = product.a().mul(Tensors.scalar(step, product.scaling()));
            NDArray turned = product.b().transpose();
            a.attach(step);
            turned.attach(step);
            NDArray b = Tensors.empty(owner, Dtype.FLOAT32, turned.getShape().getShape());
            copyInto(b, turned);
            int rank = (int) a.getShape().get(0);
            first.add(a);
            pieces.add(new LinearPart.Piece(
                    address(b),
                    rank,
                    ranks,
                    product.part().start(),
                    product.part().rows()));
            ranks += rank;
        }
        NDArray joined = NDArrays.concat(first, 0);
        joined.attach(owner);
        NDArray factors = lora.lengthFactors(linear, step);
        return new LinearPart(
                new LinearPart.LowRank(address(joined), ranks, pieces),
                null,
                factors == null ? null : kept(factors),
                factors == null ? null : shift(linear, factors, step));
    }

    /** The bias is not scaled: {@code m / n * (W x + b) + (1 - m / n) * b}. */
    private @Nullable Vector shift(Linear linear, NDArray factors, NDManager step) {
        Parameter bias = linear.bias();
        return bias == null
                ? null
                : kept(factors.neg().add(Tensors.scalar(step, 1)).mul(bias.forCompute(step)));
    }

    private @Nullable LinearPart scaled(Ia3Adapter ia3, Linear linear, NDManager step) {
        NDArray input = ia3.inputFactors(linear, step);
        NDArray output = ia3.outputFactors(linear, step);
        return input == null && output == null ? null : new LinearPart(null, flat(input), flat(output), null);
    }

    private @Nullable LinearPart shifted(OffsetAdapter offsets, Linear linear, NDManager step) {
        Parameter own = offsets.offsets().get(linear);
        return own == null ? null : new LinearPart(null, null, null, kept(own.forCompute(step)));
    }

    private IdentityHashMap<Norm, Vector> norms(NormAdapter adapter) {
        IdentityHashMap<Norm, Vector> norms = new IdentityHashMap<>();
        for (TransformerBlock block : transformer.blocks()) {
            put(norms, adapter, block.attentionNorm());
            put(norms, adapter, block.feedForwardNorm());
        }
        put(norms, adapter, transformer.finalNorm());
        return norms;
    }

    private void put(IdentityHashMap<Norm, Vector> norms, NormAdapter adapter, Norm norm) {
        Norm own = adapter.norm(norm);
        if (own != norm) {
            norms.put(norm, kept(own.parameters().getFirst().value()));
        }
    }

    private NDArray prompt(PromptAdapter adapter, NDManager step) {
        NDArray vectors = to(adapter.vectors(step), transformer.compute());
        NDArray rows =
                vectors.reshape(-1, vectors.getShape().get(vectors.getShape().dimension() - 1));
        if (rows.getShape().get(0) != adapter.virtualTokens()) {
            throw new IllegalArgumentException("A prompt of several tasks is served for one of them; choose it.");
        }
        return Tensors.copyOf(owner, rows);
    }

    private List<Adapter.Prefix> prefix(PrefixAdapter adapter, NDManager step) {
        List<Adapter.Prefix> layers = new ArrayList<>();
        for (int layer = 0; layer < transformer.config().layers(); layer++) {
            Adapter.Prefix made = adapter.prefix(layer, step);
            layers.add(new Adapter.Prefix(Tensors.copyOf(owner, made.keys()), Tensors.copyOf(owner, made.values())));
        }
        return layers;
    }

    private @Nullable Vector flat(@Nullable NDArray vector) {
        return vector == null ? null : kept(vector.reshape(vector.getShape().size()));
    }

    private Vector kept(NDArray array) {
        return Vector.of(Tensors.copyOf(owner, array));
    }

    private static long address(NDArray array) {
        return Tensors.bytes(array).address();
    }
}
