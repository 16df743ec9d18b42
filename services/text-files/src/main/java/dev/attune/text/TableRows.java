package dev.attune.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;

/**
 * Rows of a table whose first row names the columns. Values in quotes may hold separators, doubled quotes and line breaks;
 * a row has as many values as there are columns, or it is named as bad.
 */
public final class TableRows {

    private static final CsvMapper MAPPER =
            CsvMapper.csvBuilder().enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();

    /** How the values of a row are told apart. */
    public enum Form {
        /** Commas, or semicolons where the first row has no comma; quotes around what holds one. */
        COMMAS,
        /** Tabs; a quote is a character like any other. */
        TABS
    }

    private TableRows() {}

    /**
     * Reads a file; all values are texts.
     *
     * @throws IOException when the file cannot be read, has no columns or ends within quotes; {@link TextFile#reason} says why
     */
    public static void read(Path file, Form form, Charset charset, Consumer<Row> rows) throws IOException {
        CsvSchema schema = schema(file, form, charset);
        List<String> names = new ArrayList<>();
        try (Reader text = new BufferedReader(new InputStreamReader(TextFile.open(file), TextFile.strict(charset)));
                CsvParser parser = MAPPER.getFactory().createParser(text)) {
            parser.setSchema(schema);
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                List<String> values = new ArrayList<>();
                int line = 0;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    // the row's own place is known only when its first value is read
                    line = line == 0 ? parser.currentTokenLocation().getLineNr() : line;
                    values.add(parser.getText());
                }
                if (names.isEmpty()) {
                    names.addAll(named(values));
                } else {
                    rows.accept(row(line, names, values));
                }
            }
        } catch (CharacterCodingException e) {
            throw new IOException("it is not " + charset.name(), e);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new IOException(
                    "it is no table"
                            + (line > 0 ? " at line " + line : "")
                            + ": "
                            + e.getOriginalMessage().replaceFirst("(?s)\\.?\\s*$", ""),
                    e);
        }
        if (names.isEmpty()) {
            throw new IOException("it has no row that names the columns");
        }
    }

    private static CsvSchema schema(Path file, Form form, Charset charset) throws IOException {
        CsvSchema plain = CsvSchema.emptySchema();
        if (form == Form.TABS) {
            return plain.withColumnSeparator('\t').withoutQuoteChar();
        }
        String first = firstLine(file, charset);
        return first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? plain.withColumnSeparator(';') : plain;
    }

    private static String firstLine(Path file, Charset charset) throws IOException {
        try (BufferedReader text =
                new BufferedReader(new InputStreamReader(TextFile.open(file), TextFile.strict(charset)))) {
            String line = text.readLine();
            return line == null ? "" : line;
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    private static List<String> named(List<String> values) throws IOException {
        List<String> names = values.stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!name.isEmpty() && !seen.add(name)) {
                throw new IOException("its first row names two columns " + name);
            }
        }
        return names;
    }

    /** A column without a name, as spreadsheets and data frames write for their row numbers, is left out. */
    private static Row row(int line, List<String> names, List<String> values) {
        if (values.size() != names.size()) {
            return new Row.Bad(line, "it has " + values.size() + " values for " + names.size() + " columns");
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).isEmpty()) {
                json.put(names.get(i), values.get(i));
            }
        }
        Optional<String> fault = JsonRows.fault(json);
        return fault.<Row>map(sentence -> new Row.Bad(line, sentence)).orElseGet(() -> new Row.Good(line, json, json));
    }
}
