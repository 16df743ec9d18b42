package dev.attune.cli.data;

import java.util.List;
import java.util.Map;

import dev.attune.preference.file.BadLine;

/**
 * What a file to be imported holds.
 *
 * @param format in which its first good line is written
 * @param unusedColumns columns whose values a rating or prompt has no place for, with how many rows have each
 * @param sha256 of the file's bytes
 */
public record ImportFile(
        String format,
        List<ImportLine> lines,
        List<BadLine> badLines,
        Map<String, Integer> unusedColumns,
        String sha256) {
    public ImportFile {
        lines = List.copyOf(lines);
        badLines = List.copyOf(badLines);
        unusedColumns = Map.copyOf(unusedColumns);
    }
}
