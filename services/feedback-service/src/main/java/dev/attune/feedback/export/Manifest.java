package dev.attune.feedback.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What an export holds. Of the same data it is the same: it says no time of its own.
 *
 * @param version of this manifest's fields
 * @param columns of each row, by name, with what they hold
 * @param leftOut rows that the form cannot say, by reason
 */
public record Manifest(
        int version,
        UUID project,
        String name,
        int guidelinesVersion,
        String form,
        ExportFilter filter,
        Map<String, String> columns,
        List<DataFile> files,
        Map<String, Long> leftOut) {
    public Manifest {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        files = List.copyOf(files);
        leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
    }

    /**
     * A file of rows.
     *
     * @param sha256 of its bytes
     */
    public record DataFile(String path, String split, long rows, long bytes, String sha256) {}
}
