package dev.attune.text;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TableRowsTest {

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain                  | COMMAS | a,b\\n1,2\\n3,4\\n            | 2:1/2 3:3/4",
                "no last line end       | COMMAS | a,b\\n1,2                      | 2:1/2",
                "CR LF                  | COMMAS | a,b\\r\\n1,2\\r\\n             | 2:1/2",
                "byte-order mark        | COMMAS | \\uFEFFa,b\\n1,2               | 2:1/2",
                "a line break in quotes | COMMAS | a,b\\n\"x\\ny\",2\\n3,4        | 2:x\\ny/2 4:3/4",
                "a comma in quotes      | COMMAS | a,b\\n\"x,y\",2                | 2:x,y/2",
                "a quote in quotes      | COMMAS | a,b\\n\"x\"\"y\",2             | 2:x\"y/2",
                "semicolons             | COMMAS | a;b\\n1;2,5                    | 2:1/2,5",
                "blank lines            | COMMAS | a,b\\n\\n1,2\\n\\n             | 3:1/2",
                "a row too long         | COMMAS | a,b\\n1,2,3\\n4,5              | 2:bad 3:4/5",
                "a row too short        | COMMAS | a,b\\n1\\n4,5                  | 2:bad 3:4/5",
                "a column without name  | COMMAS | ,a,b\\n0,1,2                   | 2:1/2",
                "U+0000                 | COMMAS | a,b\\n1,\\u0000\\n3,4          | 2:bad 3:3/4",
                "tabs, quotes are text  | TABS   | a\\tb\\n\"x\\t2\\ny, z\\t3     | 2:\"x/2 3:y, z/3",
            })
    void rowsWithTheirLines(String what, TableRows.Form form, String file, String rows) throws IOException {
        assertThat(read(unescaped(file).getBytes(StandardCharsets.UTF_8), form, StandardCharsets.UTF_8))
                .isEqualTo(unescaped(rows));
    }

    @Test
    void otherEncodingsAreReadWhereTheyAreNamed() throws IOException {
        byte[] latin = "a,b\ncafé,1\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(read(latin, TableRows.Form.COMMAS, StandardCharsets.ISO_8859_1))
                .isEqualTo("2:café/1");
        assertThatThrownBy(() -> read(latin, TableRows.Form.COMMAS, StandardCharsets.UTF_8))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("UTF-8");
        List<String> lines = new ArrayList<>();
        TextFile.lines(directory.resolve("table"), StandardCharsets.ISO_8859_1, line -> lines.add(line.toString()));
        assertThat(lines.getLast()).contains("café");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                | no row that names",
                "a,a\\n1,2         | two columns a",
                "a,b\\n\"1,2\\n3,4 | closing quote",
            })
    void whatIsNoTable(String file, String says) {
        assertThatThrownBy(() -> read(
                        unescaped(file).getBytes(StandardCharsets.UTF_8),
                        TableRows.Form.COMMAS,
                        StandardCharsets.UTF_8))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(says);
    }

    private String read(byte[] bytes, TableRows.Form form, Charset charset) throws IOException {
        Path file = Files.write(directory.resolve("table"), bytes);
        List<String> rows = new ArrayList<>();
        TableRows.read(
                file,
                form,
                charset,
                row -> rows.add(
                        switch (row) {
                            case Row.Bad bad -> bad.line() + ":bad";
                            case Row.Good good ->
                                good.line() + ":" + good.json().path("a").asText() + "/"
                                        + good.json().path("b").asText();
                        }));
        return String.join(" ", rows);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .replace("\\uFEFF", "\uFEFF")
                .replace("\\u0000", "\u0000");
    }
}
