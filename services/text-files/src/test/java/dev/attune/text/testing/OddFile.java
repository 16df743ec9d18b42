package dev.attune.text.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Files as people have them, made of three good rows of a form: the same table for every reader. What may be lost is named;
 * nothing else is lost.
 */
public enum OddFile {
    PLAIN(3, List.of(), (rows, more) -> utf8(String.join("\n", rows) + "\n")),
    NO_LAST_LINE_END(3, List.of(), (rows, more) -> utf8(String.join("\n", rows))),
    CARRIAGE_RETURNS(3, List.of(), (rows, more) -> utf8(String.join("\r\n", rows) + "\r\n")),
    OLD_LINE_ENDS(3, List.of(), (rows, more) -> utf8(String.join("\r", rows))),
    BYTE_ORDER_MARK(3, List.of(), (rows, more) -> utf8("\uFEFF" + String.join("\n", rows))),
    JOINED_WITH_BYTE_ORDER_MARKS(3, List.of(), (rows, more) -> utf8("\uFEFF" + String.join("\n\uFEFF", rows))),
    TWO_ON_A_LINE(3, List.of(), (rows, more) -> utf8(rows.get(0) + rows.get(1) + "\n" + rows.get(2))),
    BLANK_LINES(3, List.of(), (rows, more) -> utf8("\n \n" + String.join("\n\u00A0\n", rows) + "\n\n")),
    A_LIST(3, List.of(), (rows, more) -> utf8("[\n" + String.join(",\n", rows) + "\n]")),
    GZIPPED_UNDER_ANY_NAME(3, List.of(), (rows, more) -> gzip(utf8(String.join("\n", rows)))),
    NULL_COLUMNS(3, List.of(), (rows, more) -> utf8(with(rows, "\"%s\":null".formatted(more)))),
    OTHER_COLUMNS(3, List.of(), (rows, more) -> utf8(with(rows, "\"zebra\":1"))),
    TRAILING_GARBAGE(2, List.of(2), (rows, more) -> utf8(rows.get(0) + "\n" + rows.get(1) + " x\n" + rows.get(2))),
    TORN(2, List.of(2), (rows, more) -> utf8(rows.get(0) + "\n" + rows.get(1).substring(0, 12) + "\n" + rows.get(2))),
    NAME_TWICE(
            2,
            List.of(2),
            (rows, more) ->
                    utf8(replaced(rows, "{\"a\":1,\"a\":2," + rows.get(1).substring(1)))),
    NO_NUMBER(
            2,
            List.of(2),
            (rows, more) -> utf8(replaced(rows, "{\"a\":NaN," + rows.get(1).substring(1)))),
    NO_OBJECT(2, List.of(2), (rows, more) -> utf8(replaced(rows, "[1]"))),
    NULL_ROW(2, List.of(2), (rows, more) -> utf8(replaced(rows, "null"))),
    HALF_A_CHARACTER(
            2,
            List.of(2),
            (rows, more) ->
                    utf8(replaced(rows, "{\"a\":\"\\ud83d\"," + rows.get(1).substring(1)))),
    ZERO_CHARACTER(
            2,
            List.of(2),
            (rows, more) ->
                    utf8(replaced(rows, "{\"a\":\"\\u0000\"," + rows.get(1).substring(1)))),
    DEEP_NESTING(
            2, List.of(2), (rows, more) -> utf8(replaced(rows, "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}"))),
    OTHER_BYTES_ON_ONE_LINE(
            2,
            List.of(2),
            (rows, more) -> replaced(rows, "{\"a\":\"caf\u00E9\"," + rows.get(1).substring(1))
                    .getBytes(StandardCharsets.ISO_8859_1)),
    UTF_16("UTF-16, not UTF-8", "UTF-16"),
    UTF_16_WITHOUT_MARK("UTF-16, not UTF-8", "UTF-16LE"),
    UTF_32("UTF-32, not UTF-8", "UTF-32LE"),
    PARQUET("Parquet", (rows, more) -> utf8("PAR1" + rows.get(0))),
    BROKEN_GZIP("compressed", (rows, more) -> Arrays.copyOf(gzip(utf8(rows.get(0))), 20)),
    BROKEN_LIST("list", (rows, more) -> utf8("[" + rows.get(0) + ","));

    private final int used;
    private final List<Integer> bad;
    private final String refusal;
    private final BiFunction<List<String>, String, byte[]> bytes;

    OddFile(int used, List<Integer> bad, BiFunction<List<String>, String, byte[]> bytes) {
        this.used = used;
        this.bad = bad;
        this.refusal = "";
        this.bytes = bytes;
    }

    OddFile(String refusal, BiFunction<List<String>, String, byte[]> bytes) {
        this.used = 0;
        this.bad = List.of();
        this.refusal = refusal;
        this.bytes = bytes;
    }

    OddFile(String refusal, String encoding) {
        this(refusal, (rows, more) -> String.join("\n", rows).getBytes(Charset.forName(encoding)));
    }

    /** What a reader made of a file. */
    public record Seen(int used, List<Integer> badLines) {}

    /** A reader of files. */
    @FunctionalInterface
    public interface Reader {
        Seen read(Path file);
    }

    /**
     * Writes this file with a form's rows, and checks what a reader makes of it.
     *
     * @param rows three good ones, objects on a line each
     * @param otherColumn of another form that the reader knows, too
     */
    public void check(Path folder, List<String> rows, String otherColumn, Reader reader) {
        Path file = folder.resolve(name().toLowerCase(Locale.ROOT) + ".jsonl");
        try {
            Files.write(file, bytes.apply(rows, otherColumn));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (refusal.isEmpty()) {
            Seen seen = reader.read(file);
            assertThat(seen.used()).as("rows used").isEqualTo(used);
            assertThat(new TreeSet<>(seen.badLines())).as("lines named").containsExactlyElementsOf(bad);
        } else {
            assertThatThrownBy(() -> reader.read(file))
                    .hasMessageContaining(file.getFileName().toString())
                    .hasMessageContaining(refusal);
        }
    }

    private static String with(List<String> rows, String column) {
        return String.join(
                "\n",
                rows.stream().map(row -> "{" + column + "," + row.substring(1)).toList());
    }

    private static String replaced(List<String> rows, String second) {
        return rows.get(0) + "\n" + second + "\n" + rows.get(2);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
