package dev.attune.platform.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.attune.platform.model.FileHeader;

/** A model's directory with one tensor of four numbers: enough for whoever only stores and describes models. */
public final class HandMadeModel {

    private HandMadeModel() {}

    /** In the place of language-model: what the headers of such models say. */
    public static List<FileHeader> headers(List<Path> files) {
        return files.stream()
                .map(file -> new FileHeader(file.toFile().length(), 4, List.of("F32"), null))
                .toList();
    }

    /** Length of the safetensors file: 8 for the header's length, the header, and 16 for four float32. */
    public static Path write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(
                    directory.resolve("config.json"),
                    "{\"architectures\":[\"LlamaForCausalLM\"],\"num_hidden_layers\":2,\"hidden_size\":2,\"vocab_size\":7}");
            Files.writeString(directory.resolve("tokenizer.json"), "{}");
            Files.write(directory.resolve("model.safetensors"), safetensors());
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] safetensors() throws IOException {
        byte[] header =
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]}}".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        file.write(header);
        file.write(new byte[16]);
        return file.toByteArray();
    }
}
