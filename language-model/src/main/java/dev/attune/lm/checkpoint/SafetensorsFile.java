package dev.attune.lm.checkpoint;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

import static dev.attune.lm.torch.Operators.to;

/**
 * A memory-mapped safetensors file: eight bytes of header length, a JSON header that says each tensor's type, shape and
 * place, then the tensors. The header is checked against the file before anything is allocated.
 */
public final class SafetensorsFile implements AutoCloseable {
    private static final ValueLayout.OfLong LITTLE_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long LARGEST_HEADER = 100_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Tensor(Dtype dtype, long[] shape, MemorySegment data) {}

    private final MappedFile file;
    private final Map<String, Tensor> tensors = new TreeMap<>();
    private final Map<String, String> metadata = new TreeMap<>();

    private SafetensorsFile(MappedFile file) {
        this.file = file;
    }

    /** Maps {@code path} and checks its header. */
    public static SafetensorsFile open(Path path) {
        MappedFile file = MappedFile.open(path);
        try {
            SafetensorsFile safetensors = new SafetensorsFile(file);
            safetensors.readHeader();
            return safetensors;
        } catch (RuntimeException failure) {
            file.close();
            throw failure;
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
        Tensor tensor = tensor(name);
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new CheckpointException("The model file " + file.path().getFileName() + " holds " + name
                    + " with shape " + Arrays.toString(tensor.shape()) + ", but the configuration asks for "
                    + Arrays.toString(shape) + ".");
        }
        NDArray stored = Tensors.copyOf(manager, tensor.data(), tensor.dtype(), shape);
        if (tensor.dtype() == dtype) {
            return stored;
        }
        try (stored) {
            return to(stored, dtype);
        }
    }

    private Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new CheckpointException(
                    "The model file " + file.path().getFileName() + " has no tensor " + name + ".");
        }
        return tensor;
    }

    private void readHeader() {
        long length = file.slice(0, Long.BYTES, "the header's length").get(LITTLE_LONG, 0);
        if (length < 2 || length > LARGEST_HEADER) {
            throw file.damaged("its header claims " + Long.toUnsignedString(length) + " bytes");
        }
        byte[] header = file.slice(Long.BYTES, length, "the header").toArray(ValueLayout.JAVA_BYTE);
        JsonNode json;
        try {
            json = JSON.readTree(new String(header, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            CheckpointException damaged = file.damaged("its header is not JSON");
            damaged.initCause(failure);
            throw damaged;
        }
        if (!json.isObject()) {
            throw file.damaged("its header is not a JSON object");
        }
        json.path("__metadata__")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        json.properties().stream()
                .filter(entry -> !entry.getKey().equals("__metadata__"))
                .forEach(entry -> tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), length)));
        requireApart();
    }

    private Tensor tensor(String name, JsonNode entry, long headerLength) {
        Dtype dtype = dtype(name, entry.path("dtype").asText());
        long[] shape = new long[entry.path("shape").size()];
        long count = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = entry.path("shape").get(axis).asLong(-1);
            if (shape[axis] < 0 || (shape[axis] > 0 && count > file.size() / shape[axis])) {
                throw file.damaged("the shape of " + name + " is larger than the file");
            }
            count *= shape[axis];
        }
        long start = entry.path("data_offsets").path(0).asLong(-1);
        long end = entry.path("data_offsets").path(1).asLong(-1);
        if (start < 0 || end - start != count * dtype.bytes()) {
            throw file.damaged("the place of " + name + " does not fit its shape");
        }
        return new Tensor(dtype, shape, file.slice(Long.BYTES + headerLength + start, end - start, name));
    }

    private Dtype dtype(String name, String stored) {
        for (Dtype dtype : Dtype.values()) {
            if (dtype.safetensorsName().equals(stored)) {
                return dtype;
            }
        }
        throw new CheckpointException("The model file " + file.path().getFileName() + " stores " + name + " as "
                + stored + "; F32, F16 and BF16 can be read.");
    }

    private void requireApart() {
        long end = 0;
        for (Tensor tensor : tensors.values().stream()
                .sorted((a, b) -> Long.compare(a.data().address(), b.data().address()))
                .toList()) {
            if (tensor.data().byteSize() > 0 && tensor.data().address() < end) {
                throw file.damaged("two of its tensors overlap");
            }
            end = Math.max(end, tensor.data().address() + tensor.data().byteSize());
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
