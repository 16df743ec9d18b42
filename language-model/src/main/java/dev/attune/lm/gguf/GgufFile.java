package dev.attune.lm.gguf;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.FileHeader;
import dev.attune.lm.file.MappedFile;
import dev.attune.lm.torch.Tensors;

/** A memory-mapped GGUF file of version 2 or 3: remarks, then a list of tensors, then the tensors. */
public final class GgufFile implements AutoCloseable {
    /**
     * @param shape row-major, as everywhere but in GGUF
     * @param file where it is, one of several where a model is split
     * @param start where its bytes begin in the file
     */
    @SuppressWarnings("ArrayRecordComponent") // read-only inside this package
    record Tensor(GgufEncoding encoding, long[] shape, MappedFile file, long start) {}

    private final MappedFile file;
    private final Map<String, Object> metadata = new TreeMap<>();
    private final Map<String, Tensor> tensors = new TreeMap<>();
    private final Queue<byte[]> buffers = new ConcurrentLinkedQueue<>();
    private final List<GgufFile> others = new ArrayList<>();

    private GgufFile(MappedFile file) {
        this.file = file;
        readHeader();
    }

    /** Opens a model; of one that is split into several files the first, with the others beside it. */
    public static GgufFile open(Path path) {
        GgufFile first = MappedFile.open(path, GgufFile::new);
        try {
            GgufParts.of(first.path(), first.find("split.no"), first.find("split.count"))
                    .others()
                    .forEach(other -> first.add(MappedFile.open(other, GgufFile::new)));
            return first;
        } catch (RuntimeException failure) {
            first.close();
            throw failure;
        }
    }

    private void add(GgufFile other) {
        others.add(other);
        other.tensors.forEach((name, tensor) -> {
            if (tensors.put(name, tensor) != null) {
                throw other.file.damaged("its tensor " + name + " is in another part of the model, too");
            }
        });
    }

    /**
     * What the header of {@code path} says; the tensors themselves may be of any kind, or missing.
     *
     * @throws CheckpointException whose {@link CheckpointException#problem} says what is wrong with the file
     */
    public static FileHeader header(Path path) {
        try (MappedFile file = MappedFile.open(path)) {
            GgufHeader header = GgufHeader.read(file);
            FileHeader.Sum sum = new FileHeader.Sum(file);
            long end = 0;
            for (GgufHeader.Entry entry : header.entries()) {
                long elements =
                        sum.add(entry.name(), entry.shape(), entry.encoding().name());
                end = Math.max(end, entry.offset() + entry.encoding().bytes(elements));
            }
            return sum.of(header.dataStart() + end, true);
        }
    }

    public Path path() {
        return file.path();
    }

    /** The files of the model, the first of them this. */
    public List<Path> paths() {
        List<Path> paths = new ArrayList<>(List.of(path()));
        others.forEach(other -> paths.add(other.path()));
        return paths;
    }

    Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new CheckpointException(
                    "The model file " + file.path().getFileName() + " has no tensor " + name + ".");
        }
        return tensor;
    }

    /** The numbers of a small tensor. */
    float[] numbers(String name) {
        Tensor tensor = tensor(name);
        long count = Tensors.count(tensor.shape());
        if (count > 1 << 16) {
            throw file.damaged(name + " has " + count + " numbers");
        }
        byte[] data = new byte[Math.toIntExact(tensor.encoding().bytes(count))];
        tensor.file().read(tensor.start(), ByteBuffer.wrap(data));
        float[] numbers = new float[(int) count];
        tensor.encoding().decode(data, 0, numbers);
        return numbers;
    }

    /** A buffer of at least {@code size} bytes, to be given back: without, decoding would fill the heap with them. */
    byte[] borrow(int size) {
        byte[] buffer = buffers.poll();
        return buffer == null || buffer.length < size ? new byte[size] : buffer;
    }

    void giveBack(byte[] buffer) {
        buffers.add(buffer);
    }

    boolean hasTensor(String name) {
        return tensors.containsKey(name);
    }

    public String text(String key) {
        return require(key, String.class);
    }

    long integer(String key) {
        return require(key, Long.class);
    }

    double real(String key) {
        return require(key, Double.class);
    }

    List<?> list(String key) {
        return require(key, List.class);
    }

    /** The remark {@code key}, or none. */
    @Nullable
    Object find(String key) {
        Object value = metadata.get(key);
        return value instanceof GgufCursor.Unread list ? list.read(file) : value;
    }

    private <T> T require(String key, Class<T> type) {
        Object value = find(key);
        if (!type.isInstance(value)) {
            throw new CheckpointException(
                    "The model file " + file.path().getFileName() + " does not say its " + key + ".");
        }
        return type.cast(value);
    }

    private void readHeader() {
        GgufHeader header = GgufHeader.read(file);
        metadata.putAll(header.metadata());
        for (GgufHeader.Entry entry : header.entries()) {
            place(entry, header.dataStart());
        }
        if (tensors.size() != header.entries().size()) {
            throw file.damaged("two of its tensors have the same name");
        }
        requireApart();
    }

    private void place(GgufHeader.Entry entry, long start) {
        long count = 1;
        for (long size : entry.shape()) {
            // two weights in a byte is the densest encoding that we read
            if (size < 1 || count > 2 * file.size() / size) {
                throw file.damaged("the shape of " + entry.name() + " is larger than the file");
            }
            count *= size;
        }
        if (entry.shape()[entry.shape().length - 1] % entry.encoding().blockSize() != 0) {
            throw file.damaged("the rows of " + entry.name() + " do not fill their blocks");
        }
        if (entry.offset() < 0 || entry.offset() > file.size()) {
            throw file.damaged(entry.name() + " would lie outside of it");
        }
        file.requireInside(start + entry.offset(), entry.encoding().bytes(count), entry.name());
        tensors.put(entry.name(), new Tensor(entry.encoding(), entry.shape(), file, start + entry.offset()));
    }

    private void requireApart() {
        long end = 0;
        for (Tensor tensor : tensors.values().stream()
                .sorted(Comparator.comparingLong(Tensor::start))
                .toList()) {
            if (tensor.start() < end) {
                throw file.damaged("two of its tensors overlap");
            }
            end = tensor.start() + tensor.encoding().bytes(Tensors.count(tensor.shape()));
        }
    }

    @Override
    public void close() {
        others.forEach(GgufFile::close);
        file.close();
    }
}
