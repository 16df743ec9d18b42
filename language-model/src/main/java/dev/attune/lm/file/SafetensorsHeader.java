package dev.attune.lm.file;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.attune.lm.error.CheckpointException;

/**
 * What a safetensors file says before its tensors, in any number type, not yet compared with the file's length.
 *
 * @param metadata the file's own remarks
 * @param dataStart where the tensors begin, from which their places count
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries, long dataStart) {
    private static final ValueLayout.OfLong LITTLE_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long LARGEST_HEADER = 100_000_000;
    private static final String REMARKS = "__metadata__";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** A number that the header should give but does not is -1. */
    @SuppressWarnings("ArrayRecordComponent") // lives while the header is read
    record Entry(String name, String type, long[] shape, long start, long end) {}

    static SafetensorsHeader read(MappedFile file) {
        long length = file.slice(0, Long.BYTES, "the header's length").get(LITTLE_LONG, 0);
        if (length < 2 || length > LARGEST_HEADER) {
            throw file.damaged(
                    "its header claims " + Long.toUnsignedString(length) + " bytes",
                    "is no safetensors file: its header would have " + length + " bytes");
        }
        byte[] header = file.slice(Long.BYTES, length, "the header").toArray(ValueLayout.JAVA_BYTE);
        JsonNode json = json(file, header);
        if (!json.isObject()) {
            throw file.damaged("its header is not a JSON object");
        }
        Map<String, String> metadata = json.path(REMARKS).properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText()));
        List<Entry> entries = json.properties().stream()
                .filter(entry -> !entry.getKey().equals(REMARKS))
                .map(entry -> entry(entry.getKey(), entry.getValue()))
                .toList();
        return new SafetensorsHeader(metadata, entries, Long.BYTES + length);
    }

    private static JsonNode json(MappedFile file, byte[] header) {
        try {
            return JSON.readTree(header);
        } catch (IOException failure) {
            CheckpointException damaged =
                    file.damaged("its header is not JSON", "has a damaged header: " + sentence(failure));
            damaged.initCause(failure);
            throw damaged;
        }
    }

    private static String sentence(IOException failure) {
        if (!(failure instanceof JsonProcessingException json)) {
            return String.valueOf(failure.getMessage());
        }
        JsonLocation place = json.getLocation();
        return json.getOriginalMessage()
                + (place == null || place.getLineNr() < 1
                        ? ""
                        : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")");
    }

    private static Entry entry(String name, JsonNode json) {
        long[] shape = new long[json.path("shape").size()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = whole(json.path("shape").get(axis));
        }
        JsonNode place = json.path("data_offsets");
        return new Entry(name, json.path("dtype").asText(), shape, whole(place.path(0)), whole(place.path(1)));
    }

    private static long whole(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong() ? number.longValue() : -1;
    }
}
