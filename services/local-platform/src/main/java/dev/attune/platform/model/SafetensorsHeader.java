package dev.attune.platform.model;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.json.Json;

/** The header of a safetensors file: eight bytes with its length (little endian), then JSON, then the tensors. */
final class SafetensorsHeader {

    private static final int LONGEST = 100 << 20;

    private SafetensorsHeader() {}

    /**
     * Reads the header and compares what it promises with the file's length.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code model-incomplete}
     */
    static Weights read(Path file) throws IOException {
        long size = Files.size(file);
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            long length = Long.reverseBytes(in.readLong());
            if (length <= 0 || length > LONGEST) {
                throw ModelDirectory.incomplete(
                        file, "is no safetensors file: its header would have " + length + " bytes");
            }
            byte[] json = in.readNBytes((int) length);
            if (json.length < length) {
                throw new EOFException();
            }
            JsonNode tensors = Json.MAPPER.readTree(json);
            ModelDirectory.requireLength(file, size, 8 + length + lastByte(tensors));
            return sum(tensors);
        } catch (EOFException e) {
            throw ModelDirectory.incomplete(file, "has " + size + " bytes and ends within its header: it is truncated");
        } catch (JsonProcessingException e) {
            throw ModelDirectory.incomplete(file, "has a damaged header: " + Json.sentence(e));
        }
    }

    private static long lastByte(JsonNode tensors) {
        long last = 0;
        for (JsonNode tensor : tensors) {
            last = Math.max(last, tensor.path("data_offsets").path(1).asLong());
        }
        return last;
    }

    private static Weights sum(JsonNode tensors) {
        Weights sum = Weights.NONE;
        for (JsonNode tensor : tensors) {
            if (!tensor.has("dtype")) {
                continue;
            }
            long elements = 1;
            for (JsonNode dimension : tensor.path("shape")) {
                elements *= dimension.asLong();
            }
            sum = sum.and(elements, tensor.path("dtype").asText());
        }
        return sum;
    }
}
