package dev.attune.lm.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Tensors;

/** Writes safetensors files: first under a temporary name, then renamed, so that a file is whole or absent. */
public final class SafetensorsWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALIGNMENT = 8;
    private static final int CHUNK = 1 << 26;

    private SafetensorsWriter() {}

    /** Writes contiguous {@code tensors}, in the order of their names, and {@code metadata}. */
    public static void write(Path path, SortedMap<String, NDArray> tensors, Map<String, String> metadata) {
        Path partial = path.resolveSibling(path.getFileName() + ".partial");
        try {
            try (FileChannel channel = FileChannel.open(
                    partial,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                writeFully(channel, ByteBuffer.wrap(header(tensors, metadata)));
                for (NDArray tensor : tensors.values()) {
                    writeTensor(channel, tensor);
                }
                channel.force(true);
            }
            Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new CheckpointException("The weights could not be written to " + path + ".", failure);
        }
    }

    private static byte[] header(SortedMap<String, NDArray> tensors, Map<String, String> metadata) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode remarks = header.putObject("__metadata__").put("format", "pt");
        new TreeMap<>(metadata).forEach(remarks::put);
        long offset = 0;
        for (Map.Entry<String, NDArray> entry : tensors.entrySet()) {
            Dtype dtype = Tensors.dtype(entry.getValue());
            long[] shape = entry.getValue().getShape().getShape();
            long end = offset + entry.getValue().getShape().size() * dtype.bytes();
            ObjectNode tensor = header.putObject(entry.getKey()).put("dtype", dtype.safetensorsName());
            var sizes = tensor.putArray("shape");
            for (long size : shape) {
                sizes.add(size);
            }
            tensor.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(padded).put(json);
        while (bytes.hasRemaining()) {
            bytes.put((byte) ' ');
        }
        return bytes.array();
    }

    private static void writeTensor(FileChannel channel, NDArray tensor) throws IOException {
        try (NDArray flat = tensor.flatten()) {
            MemorySegment data = Tensors.bytes(flat);
            for (long at = 0; at < data.byteSize(); at += CHUNK) {
                writeFully(
                        channel,
                        data.asSlice(at, Math.min(CHUNK, data.byteSize() - at)).asByteBuffer());
            }
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
