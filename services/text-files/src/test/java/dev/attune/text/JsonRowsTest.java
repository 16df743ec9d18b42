package dev.attune.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonRowsTest {

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "one a line                | {\"a\":1}\\n{\"a\":2}\\n            | 1:1 2:2",
                "no last line end          | {\"a\":1}\\n{\"a\":2}               | 1:1 2:2",
                "CR LF and blank lines     | {\"a\":1}\\r\\n\\r\\n{\"a\":2}\\r\\n | 1:1 3:2",
                "CR alone                  | {\"a\":1}\\r{\"a\":2}               | 1:1 2:2",
                "byte-order mark           | \\uFEFF{\"a\":1}\\n\\uFEFF{\"a\":2} | 1:1 2:2",
                "white space of any kind   | \\u00A0\\u200B\\n{\"a\":1}          | 2:1",
                "line separator in a text  | {\"a\":\"x\\u2028y\"}\\n{\"a\":2}   | 1:x\\u2028y 2:2",
                "two on a line             | {\"a\":1}{\"a\":2}\\n{\"a\":3}      | 1:1 1:2 2:3",
                "one of two is bad         | {\"a\":1}{\"a\":}\\n{\"a\":3}       | 1:bad 2:3",
                "what follows an object    | {\"a\":1} x\\n{\"a\":3}             | 1:bad 2:3",
                "a comma between objects   | {\"a\":1},\\n{\"a\":3}              | 1:bad 2:3",
                "torn                      | {\"a\":1\\n{\"a\":3}                | 1:bad 2:3",
                "a name given twice        | {\"a\":1,\"a\":2}\\n{\"a\":3}       | 1:bad 2:3",
                "numbers that are none     | {\"a\":NaN}\\n{\"a\":-Infinity}     | 1:bad 2:bad",
                "no objects                | 1\\n\"x\"\\nnull\\n{\"a\":3}        | 1:bad 2:bad 3:bad 4:3",
                "half a character          | {\"a\":\"\\\\ud83d\"}\\n{\"a\":3}   | 1:bad 2:3",
                "half a character within   | {\"b\":[{\"c\":\"\\\\udc00\"}]}     | 1:bad",
                "half a character as name  | {\"\\\\ud83d\":1}                   | 1:bad",
                "a whole one in two halves | {\"a\":\"\\\\ud83d\\\\ude00\"}      | 1:\\uD83D\\uDE00",
                "U+0000                    | {\"a\":\"x\\\\u0000\"}              | 1:bad",
                "a list on one line        | [{\"a\":1},{\"a\":2}]               | 1:1 1:2",
                "a list over lines         | [\\n{\"a\":1},\\n{\"a\":2}\\n]      | 2:1 3:2",
                "a name twice in a list    | [{\"a\":1},{\"a\":2,\"a\":3},{\"a\":4}] | 1:1 1:bad 1:4",
                "a name twice within       | {\"b\":[{\"c\":1,\"c\":1}]}\\n{\"a\":3}  | 1:bad 2:3",
                "a name twice, null first  | {\"a\":null,\"a\":2}\\n{\"a\":3}     | 1:bad 2:3",
                "no object in a list       | [{\"a\":1},7]                       | 1:1 1:bad",
                "an empty list             | []                                  | ``",
            })
    void rowsWithTheirLines(String what, String file, String rows) throws IOException {
        assertThat(read(unescaped(file).getBytes(StandardCharsets.UTF_8))).isEqualTo(unescaped(rows));
    }

    @Test
    void aNullColumnIsAbsentAndStillWritten() throws IOException {
        Path file = write("{\"a\":null,\"b\":[null]}".getBytes(StandardCharsets.UTF_8));
        List<Row> rows = new ArrayList<>();
        JsonRows.read(file, rows::add);
        assertThat(rows).singleElement().isInstanceOfSatisfying(Row.Good.class, row -> {
            assertThat(row.json().toString()).isEqualTo("{\"b\":[null]}");
            assertThat(row.written().toString()).isEqualTo("{\"a\":null,\"b\":[null]}");
        });
    }

    @Test
    void bytesOfAnotherEncodingSpoilTheirLineOnly() throws IOException {
        byte[] latin = "{\"a\":\"caf\u00e9\"}\n{\"a\":2}\n{\"a\":\"\u00fc".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(read(latin)).isEqualTo("1:bad 2:2 3:bad");
        assertThat(sentences(latin).getFirst()).contains("not UTF-8").contains("E9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "X-UTF-16LE-BOM", "X-UTF-32LE-BOM"})
    void filesOfWiderCharactersAreRefusedByName(String encoding) throws IOException {
        Path file = write("{\"prompt\":\"x\"}".getBytes(Charset.forName(encoding)));
        assertThatThrownBy(() -> JsonRows.read(file, row -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(encoding.contains("16") ? "UTF-16" : "UTF-32")
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void gzipIsKnownByItsBytesAndWhatEndsEarlyIsRefused() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("\uFEFF{\"a\":1}\n{\"a\":2}".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(packed.toByteArray())).isEqualTo("1:1 2:2");
        Path torn = write(java.util.Arrays.copyOf(packed.toByteArray(), packed.size() - 12));
        assertThatThrownBy(() -> JsonRows.read(torn, row -> {}))
                .isInstanceOfSatisfying(
                        IOException.class,
                        e -> assertThat(TextFile.reason(e))
                                .contains("compressed")
                                .contains("too early"));
    }

    @ParameterizedTest
    @CsvSource({"PAR1xxxx, Parquet", "PK\u0003\u0004xx, ZIP", "BZh9xxxx, bzip2"})
    void filesOfOtherKindsAreRefusedByName(String beginning, String kind) throws IOException {
        Path file = write(beginning.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> JsonRows.read(file, row -> {})).hasMessageContaining(kind);
    }

    @Test
    void aListThatBreaksOffOrGoesOnIsRefused() throws IOException {
        Path torn = write("[{\"a\":1},{\"a\"".getBytes(StandardCharsets.UTF_8));
        Path two = write("[{\"a\":1}]\n[{\"a\":2}]".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> JsonRows.read(torn, row -> {})).hasMessageContaining("no valid JSON");
        assertThatThrownBy(() -> JsonRows.read(two, row -> {})).hasMessageContaining("there is more");
    }

    @Test
    void nestingWithoutEndIsABadLine() throws IOException {
        String deep = "{\"a\":" + "[".repeat(100_000) + "\n{\"a\":2}";
        assertThat(read(deep.getBytes(StandardCharsets.UTF_8))).isEqualTo("1:bad 2:2");
    }

    @Test
    void aLineLongerThanAnyRowIsBadAndTheNextIsRead() throws IOException {
        byte[] bytes = new byte[TextFile.LONGEST_LINE + 20];
        java.util.Arrays.fill(bytes, (byte) 'x');
        byte[] next = "\n{\"a\":2}".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(next, 0, bytes, bytes.length - next.length, next.length);
        assertThat(read(bytes)).isEqualTo("1:bad 2:2");
    }

    @Test
    void settingsAreExactlyOneObject() throws IOException {
        assertThat(JsonRows.one(write("\uFEFF{\n\"a\": null\n}\n".getBytes(StandardCharsets.UTF_8)))
                        .toString())
                .isEqualTo("{\"a\":null}");
        for (String wrong : List.of("", "{}{}", "[{}]", "{\"a\":1} x")) {
            Path file = write(wrong.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> JsonRows.one(file)).as(wrong).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatNobodyCanSeeIsInvisible() {
        for (String text : List.of("", " ", "\u00A0\u200B", "\uFEFF", "\u3000\u2060", "\u3164", "\uFE0F", "\t\u0085")) {
            assertThat(Texts.isInvisible(text)).as(text).isTrue();
        }
        assertThat(Texts.isInvisible("\u200B.")).isFalse();
        assertThat(Texts.isInvisible("\uD83D\uDE00")).isFalse();
    }

    private static String unescaped(String text) {
        return Pattern.compile("(?<!\\\\)\\\\u([0-9A-F]{4})")
                .matcher(text)
                .replaceAll(code -> String.valueOf((char) Integer.parseInt(code.group(1), 16)))
                .translateEscapes();
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(directory, "rows", ".jsonl"), bytes);
    }

    private List<String> sentences(byte[] bytes) throws IOException {
        List<String> sentences = new ArrayList<>();
        JsonRows.read(write(bytes), row -> {
            if (row instanceof Row.Bad bad) {
                sentences.add(bad.sentence());
            }
        });
        return sentences;
    }

    private String read(byte[] bytes) throws IOException {
        List<Row> rows = new ArrayList<>();
        JsonRows.read(write(bytes), rows::add);
        return rows.stream()
                .map(row -> row.line() + ":"
                        + switch (row) {
                            case Row.Bad bad -> "bad";
                            case Row.Good good -> good.json().path("a").asText();
                        })
                .collect(Collectors.joining(" "));
    }
}
