package dev.attune.lm.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import ai.djl.ndarray.NDArray;

/** The update of AdamW in one pass over memory: libtorch's own fused kernel, which DJL does not offer. */
public final class OptimizerOperators {
    private static final MemoryLayout LIST = MemoryLayout.structLayout(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private static final int LISTS = 6;
    private static final int NO_LIST = 4;

    /** One call's arguments, on native memory that each thread keeps. */
    private static final ThreadLocal<Lists> SCRATCH = ThreadLocal.withInitial(Lists::new);

    private OptimizerOperators() {}

    /**
     * The constants of one update (Loshchilov and Hutter 2019, arXiv:1711.05101, in PyTorch's convention).
     *
     * @param rate learning rate, without corrections
     * @param decay weight decay, to be multiplied with the rate
     */
    public record AdamWStep(double rate, double beta1, double beta2, double decay, double epsilon) {}

    /** The arrays of one weight: all float32, contiguous and of one shape. */
    public record AdamWState(NDArray weight, NDArray gradient, NDArray mean, NDArray square) {
        public AdamWState {
            long size = weight.getShape().size();
            for (NDArray array : new NDArray[] {weight, gradient, mean, square}) {
                // the kernel trusts its caller: another size or type would end the JVM
                if (array.getShape().size() != size || Tensors.dtype(array) != Dtype.FLOAT32) {
                    throw new IllegalArgumentException(
                            "AdamW needs float32 arrays of one shape, but has " + array + " for " + weight + ".");
                }
            }
        }
    }

    /**
     * Moves {@code weight}, {@code mean} and {@code square} in place; gradients must not be recorded meanwhile.
     *
     * @param count float32 scalar: the number of this step, counted from 1
     */
    public static void adamW(AdamWState state, NDArray count, AdamWStep step) {
        Lists lists = SCRATCH.get();
        lists.set(0, state.weight());
        lists.set(1, state.gradient());
        lists.set(2, state.mean());
        lists.set(3, state.square());
        lists.set(5, count);
        try {
            LibTorch.FUSED_ADAMW.invokeExact(
                    lists.list(0),
                    lists.list(1),
                    lists.list(2),
                    lists.list(3),
                    lists.list(NO_LIST),
                    lists.list(5),
                    step.rate(),
                    step.beta1(),
                    step.beta2(),
                    step.decay(),
                    step.epsilon(),
                    false,
                    false,
                    lists.nothing,
                    lists.nothing);
        } catch (Throwable failure) {
            throw LibTorch.failed("_fused_adamw_", failure);
        }
    }

    /** Lists of one tensor each: an address and a length; the address leads to the tensor's one pointer. */
    private static final class Lists {
        private final MemorySegment tensors = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, LISTS);
        private final MemorySegment[] lists = new MemorySegment[LISTS];

        /** An absent optional: its value and its flag are zero. */
        private final MemorySegment nothing = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, 2);

        Lists() {
            for (int i = 0; i < LISTS; i++) {
                lists[i] = Arena.ofAuto().allocate(LIST);
                lists[i].set(ValueLayout.ADDRESS, 0, tensors.asSlice(i * 8L, 8));
                lists[i].set(ValueLayout.JAVA_LONG, 8, i == NO_LIST ? 0 : 1);
            }
        }

        void set(int index, NDArray array) {
            tensors.setAtIndex(ValueLayout.JAVA_LONG, index, Invocation.implementation(array));
        }

        MemorySegment list(int index) {
            return lists[index];
        }
    }
}
