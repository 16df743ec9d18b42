package dev.attune.lm.gguf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.error.CheckpointException;

/**
 * The files of a model that is split: {@code NAME-00001-of-00003.gguf} and so on, of which the first has the remarks.
 *
 * @param files in order
 */
public record GgufParts(List<Path> files) {
    private static final int MOST = 1000;

    /**
     * The files of the model of which {@code path} is the first or the only one.
     *
     * @param number {@code split.no}, which counts from 0
     * @param count {@code split.count}
     * @throws CheckpointException if it is another part, or one is missing
     */
    static GgufParts of(Path path, @Nullable Object number, @Nullable Object count) {
        if (!(count instanceof Long parts) || parts < 2) {
            return new GgufParts(List.of(path));
        }
        String name = path.getFileName().toString();
        long place = number instanceof Long given ? given + 1 : 1;
        if (place != 1) {
            throw new CheckpointException("The model file " + name + " is part " + place + " of " + parts
                    + ": give the first part, with the others beside it.");
        }
        String ending = ending(1, parts);
        if (parts > MOST || !name.endsWith(ending)) {
            throw new CheckpointException("The model file " + name + " is part 1 of " + parts
                    + ", but its name does not end with " + ending + ", so the other parts cannot be found.");
        }
        List<Path> files = new ArrayList<>(List.of(path));
        for (int part = 2; part <= parts; part++) {
            Path other = path.resolveSibling(name.substring(0, name.length() - ending.length()) + ending(part, parts));
            if (!Files.isRegularFile(other)) {
                throw new CheckpointException("The model file " + name + " is part 1 of " + parts + "; part " + part
                        + ", " + other.getFileName() + ", is not beside it.");
            }
            files.add(other);
        }
        return new GgufParts(files);
    }

    /** Whether a file is named like the first part of a model. */
    public static boolean isFirst(Path path) {
        return path.getFileName().toString().matches(".*-00001-of-\\d{5}\\.gguf");
    }

    /** Whether a file is named like any part of a model. */
    public static boolean isPart(Path path) {
        return path.getFileName().toString().matches(".*-\\d{5}-of-\\d{5}\\.gguf");
    }

    private static String ending(long part, long parts) {
        return String.format(Locale.ROOT, "-%05d-of-%05d.gguf", part, parts);
    }

    /** All but the first. */
    List<Path> others() {
        return files.subList(1, files.size());
    }
}
