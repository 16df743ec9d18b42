package dev.attune.platform.backup;

import java.time.Instant;
import java.util.Map;

/**
 * What a backup holds; the last entry of its file, so that one that was cut short has none.
 *
 * @param takenAt the point in time that all of it is of
 * @param files by their path in the home
 */
public record BackupManifest(int format, Instant takenAt, Map<String, Held> files) {

    static final String ENTRY = "attune-backup.json";
    static final int FORMAT = 1;

    public BackupManifest {
        files = Map.copyOf(files);
    }

    /** One file. */
    public record Held(long bytes, String sha256) {}

    long bytes() {
        return files.values().stream().mapToLong(Held::bytes).sum();
    }
}
