package dev.attune.lm.file;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.attune.lm.error.CheckpointException;

/**
 * What the header of a file of weights says; no weight is read, and a number type that cannot be computed with is named like
 * any other.
 *
 * @param parameters elements of all tensors
 * @param numberTypes such as {@code BF16}, sorted
 */
public record FileHeader(long parameters, List<String> numberTypes) {

    public FileHeader {
        numberTypes = List.copyOf(numberTypes);
    }

    /** Elements and number types of a file's tensors so far. */
    public static final class Sum {
        private static final long LARGEST_TENSOR = 1L << 48;

        private final MappedFile file;
        private final Set<String> numberTypes = new TreeSet<>();
        private long parameters;

        public Sum(MappedFile file) {
            this.file = file;
        }

        /** Adds a tensor and returns its elements. */
        public long add(String name, long[] shape, String numberType) {
            long elements = 1;
            for (long size : shape) {
                if (size < 0 || (size > 0 && elements > LARGEST_TENSOR / size)) {
                    throw file.damaged("the shape of " + name + " makes no sense");
                }
                elements *= size;
            }
            parameters += elements;
            numberTypes.add(numberType);
            return elements;
        }

        /** The sum, if the file has {@code promised} bytes; it may have more if {@code padded}. */
        public FileHeader of(long promised, boolean padded) {
            if (file.size() < promised) {
                throw unlike(promised, "truncated");
            }
            if (file.size() > promised && !padded) {
                throw unlike(promised, "damaged");
            }
            return new FileHeader(parameters, List.copyOf(numberTypes));
        }

        private CheckpointException unlike(long promised, String what) {
            String problem = "has " + file.size() + " bytes but its header promises " + promised + ": it is " + what;
            return new CheckpointException(
                    "The model file " + file.path().getFileName() + " " + problem + ".", problem);
        }
    }
}
