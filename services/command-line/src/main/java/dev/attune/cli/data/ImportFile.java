package dev.attune.cli.data;

import java.util.List;
import java.util.Set;

import dev.attune.preference.file.BadLine;

/**
 * What a file to be imported holds.
 *
 * @param format in which its first good line is written
 * @param unusedColumns columns that have no meaning in that format
 * @param sha256 of the file's bytes
 */
public record ImportFile(
        String format, List<ImportLine> lines, List<BadLine> badLines, Set<String> unusedColumns, String sha256) {
    public ImportFile {
        lines = List.copyOf(lines);
        badLines = List.copyOf(badLines);
        unusedColumns = Set.copyOf(unusedColumns);
    }
}
