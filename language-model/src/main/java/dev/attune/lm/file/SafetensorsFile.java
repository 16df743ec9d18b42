package dev.attune.lm.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.torch.Dtype;

/**
 * A memory-mapped safetensors file: eight bytes of header length, a JSON header that says each tensor's type, shape and
 * place, then the tensors. The header is checked against the file before anything is allocated.
 */
public final class SafetensorsFile implements StoredWeights, AutoCloseable {
    private static final ValueLayout.OfLong LITTLE_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long LARGEST_HEADER = 100_000_000;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    /** Types of tensors that a file may hold beside the weights, such as masks, with the bytes of one number. */
    private static final Map<String, Integer> OTHER_TYPES =
            Map.of("BOOL", 1, "U8", 1, "I8", 1, "U16", 2, "I16", 2, "U32", 4, "I32", 4, "U64", 8, "F64", 8);

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Tensor(MappedFile file, String name, String type, long[] shape, long start, long size)
            implements StoredWeight {
        Dtype dtype() {
            for (Dtype dtype : Dtype.values()) {
                if (dtype.safetensorsName().equals(type)) {
                    return dtype;
                }
            }
            throw new CheckpointException(place() + " is stored as " + type + "; F32, F16 and BF16 can be read.");
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
        String type = entry.path("dtype").asText();
        long[] shape = new long[entry.path("shape").size()];
        long count = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = whole(entry.path("shape").get(axis));
            if (shape[axis] < 0 || (shape[axis] > 0 && count > file.size() / shape[axis])) {
                throw file.damaged("the shape of " + name + " is larger than the file");
            }
            count *= shape[axis];
        }
        long start = whole(entry.path("data_offsets").path(0));
        long end = whole(entry.path("data_offsets").path(1));
        if (start < 0 || end < start || end - start != count * bytes(name, type)) {
            throw file.damaged("the place of " + name + " does not fit its shape");
        }
        long from = Long.BYTES + headerLength + start;
        file.requireInside(from, end - start, name);
        return new Tensor(file, name, type, shape, from, end - start);
    }

    private static long whole(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong() ? number.longValue() : -1;
    }

    private int bytes(String name, String type) {
        for (Dtype dtype : Dtype.values()) {
            if (dtype.safetensorsName().equals(type)) {
                return dtype.bytes();
            }
        }
        Integer bytes = OTHER_TYPES.get(type);
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
