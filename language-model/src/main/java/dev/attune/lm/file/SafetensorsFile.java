package dev.attune.lm.file;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.torch.Dtype;

/**
 * A memory-mapped safetensors file: eight bytes of header length, a JSON header that says each tensor's type, shape and
 * place, then the tensors. The header is checked against the file before anything is allocated.
 */
public final class SafetensorsFile implements StoredWeights, AutoCloseable {
    /** Types of tensors that a file may hold beside the weights, such as masks, with the bytes of one number. */
    private static final Map<String, Integer> OTHER_TYPES =
            Map.of("BOOL", 1, "U8", 1, "I8", 1, "U16", 2, "I16", 2, "U32", 4, "I32", 4, "U64", 8, "F64", 8);

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Tensor(MappedFile file, String name, String type, long[] shape, long start, long size)
            implements StoredWeight {
        Dtype dtype() {
            return Dtype.ofSafetensors(type)
                    .orElseThrow(() -> new CheckpointException(
                            place() + " is stored as " + type + "; F32, F16 and BF16 can be read."));
        }

        @Override
        public String place() {
            return "In the model file " + file.path().getFileName() + " the tensor " + name;
        }

        @Override
        public void readInto(MemorySegment target, Dtype wanted, NDManager scratch) {
            new PlainWeight(file, name, dtype(), shape, start).readInto(target, wanted, scratch);
        }
    }

    private final MappedFile file;
    private final Map<String, Tensor> tensors = new TreeMap<>();
    private final Map<String, String> metadata = new TreeMap<>();

    private SafetensorsFile(MappedFile file) {
        this.file = file;
        readHeader();
    }

    /** Maps {@code path} and checks its header. */
    public static SafetensorsFile open(Path path) {
        return MappedFile.open(path, SafetensorsFile::new);
    }

    /**
     * What the header of {@code path} says, whatever the number types.
     *
     * @throws CheckpointException whose {@link CheckpointException#problem} says what is wrong with the file
     */
    public static FileHeader header(Path path) {
        try (MappedFile file = MappedFile.open(path)) {
            SafetensorsHeader header = SafetensorsHeader.read(file);
            FileHeader.Sum sum = new FileHeader.Sum(file);
            long end = 0;
            for (SafetensorsHeader.Entry entry : header.entries()) {
                end = Math.max(end, entry.end());
                if (!entry.type().isEmpty()) {
                    sum.add(entry.name(), entry.shape(), entry.type());
                }
            }
            return sum.of(header.dataStart() + end, false);
        }
    }

    /** Names of the tensors. */
    public Set<String> names() {
        return tensors.keySet();
    }

    /** The file's own remarks ({@code __metadata__}). */
    public Map<String, String> metadata() {
        return Map.copyOf(metadata);
    }

    /** The shape of a tensor. */
    public long[] shape(String name) {
        return tensor(name).shape().clone();
    }

    /** The number type in which a tensor is stored. */
    public Dtype dtype(String name) {
        return tensor(name).dtype();
    }

    /**
     * A copy of a tensor with memory of its own.
     *
     * @throws CheckpointException if there is none of that name, or its shape is another
     */
    public NDArray weight(NDManager manager, String name, Dtype dtype, long... shape) {
        return new FileWeights(manager, this).weight(name, dtype, shape);
    }

    @Override
    public @Nullable StoredWeight find(String name) {
        return tensors.get(name);
    }

    @Override
    public String place() {
        return "The model file " + fileName();
    }

    String fileName() {
        return file.path().getFileName().toString();
    }

    private Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new CheckpointException(place() + " has no tensor " + name + ".");
        }
        return tensor;
    }

    private void readHeader() {
        SafetensorsHeader header = SafetensorsHeader.read(file);
        metadata.putAll(header.metadata());
        header.entries().forEach(entry -> tensors.put(entry.name(), tensor(entry, header.dataStart())));
        requireApart();
    }

    private Tensor tensor(SafetensorsHeader.Entry entry, long dataStart) {
        String name = entry.name();
        long count = 1;
        for (long size : entry.shape()) {
            if (size < 0 || (size > 0 && count > file.size() / size)) {
                throw file.damaged("the shape of " + name + " is larger than the file");
            }
            count *= size;
        }
        long size = entry.end() - entry.start();
        if (entry.start() < 0 || size < 0 || size != count * bytes(name, entry.type())) {
            throw file.damaged("the place of " + name + " does not fit its shape");
        }
        long from = dataStart + entry.start();
        file.requireInside(from, size, name);
        return new Tensor(file, name, entry.type(), entry.shape(), from, size);
    }

    private int bytes(String name, String type) {
        Integer bytes = Dtype.ofSafetensors(type).map(Dtype::bytes).orElse(OTHER_TYPES.get(type));
        if (bytes == null) {
            throw new CheckpointException(
                    place() + " stores " + name + " as '" + type + "', which cannot be read; F32, F16 and BF16 can.");
        }
        return bytes;
    }

    private void requireApart() {
        long end = 0;
        for (Tensor tensor : tensors.values().stream()
                .filter(tensor -> tensor.size() > 0)
                .sorted(Comparator.comparingLong(Tensor::start))
                .toList()) {
            if (tensor.start() < end) {
                throw file.damaged("two of its tensors overlap");
            }
            end = tensor.start() + tensor.size();
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
