package dev.attune.lm.adapt;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.layer.Linear;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.Operators.copyInto;
import static dev.attune.lm.torch.Operators.narrow;
import static dev.attune.lm.torch.Operators.to;

/** Weights that an adapter has been added to, with what they were before. Closing it puts them back, bit by bit. */
public final class MergedWeights implements AutoCloseable {
    private record Before(Linear linear, Linear.Part part, NDArray rows) {}

    private final NDManager manager;
    private final List<Before> before = new ArrayList<>();

    MergedWeights(NDManager parent) {
        this.manager = parent.newSubManager();
    }

    /** Adds {@code product} (out, in), which is closed, to the rows of {@code part}, rounded once. */
    void add(Linear linear, Linear.Part part, NDArray product) {
        try (NDManager scratch = manager.newSubManager()) {
            product.attach(scratch);
            NDArray rows = narrow(linear.weight().value(), 0, part.start(), part.rows());
            rows.attach(scratch);
            before.add(new Before(linear, part, Tensors.copyOf(manager, rows)));
            copyInto(rows, product.addi(to(rows, Dtype.FLOAT32)));
        }
        linear.weight().changed();
    }

    @Override
    public void close() {
        try (var recording = Autograd.off()) {
            for (Before each : before) {
                try (NDArray rows = narrow(
                        each.linear().weight().value(),
                        0,
                        each.part().start(),
                        each.part().rows())) {
                    copyInto(rows, each.rows());
                    each.linear().weight().changed();
                }
            }
        }
        before.clear();
        manager.close();
    }
}
