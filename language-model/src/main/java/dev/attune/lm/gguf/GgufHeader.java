package dev.attune.lm.gguf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.MappedFile;

/**
 * What a GGUF file of version 2 or 3 says before its tensors, not yet compared with the file's length.
 *
 * @param metadata its remarks
 * @param dataStart where the tensors begin, from which their offsets count
 */
record GgufHeader(Map<String, Object> metadata, List<Entry> entries, long dataStart) {
    private static final int MAGIC = 0x46554747; // "GGUF"
    private static final int LARGEST_ALIGNMENT = 1 << 20;
    private static final int SMALLEST_ENTRY = 13;

    /** @param shape row-major, as everywhere but in GGUF */
    @SuppressWarnings("ArrayRecordComponent") // lives while the header is read
    record Entry(String name, GgufEncoding encoding, long[] shape, long offset) {}

    static GgufHeader read(MappedFile file) {
        GgufCursor cursor = new GgufCursor(file);
        if (cursor.integer() != MAGIC) {
            throw new CheckpointException("The file " + file.path() + " is not a GGUF file.", "is no GGUF file");
        }
        int version = cursor.integer();
        if (version != 2 && version != 3) {
            throw new CheckpointException(
                    "The model file " + file.path().getFileName() + " is GGUF version " + version
                            + "; versions 2 and 3 can be read.",
                    "has the GGUF version " + version + "; known are 2 and 3");
        }
        int tensorCount = cursor.count(SMALLEST_ENTRY, "tensors");
        int remarkCount = cursor.count(SMALLEST_ENTRY, "remarks");
        Map<String, Object> metadata = new TreeMap<>();
        for (int i = 0; i < remarkCount; i++) {
            metadata.put(cursor.string(), cursor.value(cursor.integer()));
        }
        List<Entry> entries = new ArrayList<>(tensorCount);
        for (int i = 0; i < tensorCount; i++) {
            entries.add(entry(cursor, file));
        }
        long alignment = metadata.get("general.alignment") instanceof Long given ? given : 32;
        if (alignment < 1 || alignment > LARGEST_ALIGNMENT) {
            throw file.damaged("its alignment is " + alignment);
        }
        return new GgufHeader(metadata, entries, (cursor.position() + alignment - 1) / alignment * alignment);
    }

    private static Entry entry(GgufCursor cursor, MappedFile file) {
        String name = cursor.string();
        int axes = cursor.integer();
        if (axes < 1 || axes > 4) {
            throw file.damaged(name + " has " + axes + " axes");
        }
        long[] shape = new long[axes];
        for (int axis = axes - 1; axis >= 0; axis--) {
            shape[axis] = cursor.longInteger();
        }
        GgufEncoding encoding = GgufEncoding.of(cursor.integer(), name, file);
        return new Entry(name, encoding, shape, cursor.longInteger());
    }
}
