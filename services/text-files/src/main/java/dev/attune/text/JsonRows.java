package dev.attune.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Rows of a file of JSON objects: one a line, several a line, or all in one list. A line is used whole or not at all.
 *
 * <p>Named as bad: what is not UTF-8, no JSON, no object, a name given twice, numbers that are none, nesting deeper than a
 * thousand, and texts that cannot be kept ({@link Texts#fault}).
 */
public final class JsonRows {

    /** Names that are given twice are found by {@link JsonValue}. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private JsonRows() {}

    /**
     * Reads a file.
     *
     * @throws IOException when the file cannot be read, is no text in UTF-8 or a list that breaks off;
     *     {@link TextFile#reason} says why
     */
    public static void read(Path file, Consumer<Row> rows) throws IOException {
        if (isList(file)) {
            list(file, rows);
        } else {
            TextFile.lines(file, line -> of(line).forEach(rows));
        }
    }

    /** The rows of one line; none of a blank one. */
    public static List<Row> of(Line line) {
        return switch (line) {
            case Line.Bad bad -> List.of(new Row.Bad(bad.number(), bad.sentence()));
            case Line.Text text
            when Texts.isInvisible(text.text()) && text.text().indexOf(0) < 0 -> List.of();
            case Line.Text text -> of(text.number(), text.text());
        };
    }

    /**
     * The one object that a text is, for files of settings.
     *
     * @throws IOException when it is anything else; its message says what, as the end of a sentence
     */
    public static ObjectNode one(Path file) throws IOException {
        List<Row> rows = of(1, TextFile.whole(file));
        if (rows.size() != 1) {
            throw new IOException(
                    rows.isEmpty() ? "it is empty" : "it holds " + rows.size() + " JSON objects in place of one");
        }
        return switch (rows.getFirst()) {
            case Row.Good good -> good.written();
            case Row.Bad bad -> throw new IOException(bad.sentence());
        };
    }

    private static List<Row> of(int number, String text) {
        List<Row> rows = new ArrayList<>();
        try (JsonParser parser = MAPPER.createParser(text)) {
            while (parser.nextToken() != null) {
                rows.add(row(number, JsonValue.read(parser)));
            }
        } catch (JsonProcessingException e) {
            return List.of(new Row.Bad(number, sentence(e, rows.size())));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading a text from memory failed", e);
        }
        Optional<Row> bad = rows.stream().filter(Row.Bad.class::isInstance).findFirst();
        return bad.map(List::of).orElse(rows);
    }

    private static boolean isList(Path file) throws IOException {
        try (Reader text = new InputStreamReader(TextFile.open(file), TextFile.strict())) {
            int first = text.read();
            while (first >= 0 && Character.isWhitespace(first)) {
                first = text.read();
            }
            return first == '[';
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void list(Path file, Consumer<Row> rows) throws IOException {
        try (Reader text = new BufferedReader(new InputStreamReader(TextFile.open(file), TextFile.strict()));
                JsonParser parser = MAPPER.createParser(text)) {
            parser.nextToken();
            for (int place = 1; parser.nextToken() != JsonToken.END_ARRAY; place++) {
                int line = parser.currentTokenLocation().getLineNr();
                Row row = row(line, JsonValue.read(parser));
                rows.accept(
                        row instanceof Row.Bad bad
                                ? new Row.Bad(line, "object " + place + " of the file's list: " + bad.sentence())
                                : row);
            }
            if (parser.nextToken() != null) {
                throw new IOException("after the list that it begins with there is more");
            }
        } catch (JsonProcessingException e) {
            throw new IOException("it begins a list in which " + sentence(e, 0), e);
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8", e);
        }
    }

    /**
     * A row out of a longer text of JSON, whose first token the parser has read; the parser must not look for names that are given
     * twice itself.
     *
     * @param place the row's own, in place of its line
     * @throws IOException when it is no JSON, so that what follows it cannot be read either
     */
    public static Row element(JsonParser parser, int place) throws IOException {
        return row(place, JsonValue.read(parser));
    }

    private static Row row(int line, JsonValue value) {
        JsonNode json = value.json();
        if (!(json instanceof ObjectNode object)) {
            return new Row.Bad(
                    line,
                    "it is no JSON object but " + json.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        Optional<String> fault = fault(object)
                .or(() -> value.twice().stream().findFirst().map(name -> "the name " + name + " is given twice"));
        return fault.<Row>map(sentence -> new Row.Bad(line, sentence))
                .orElseGet(() -> new Row.Good(line, withoutNull(object), object));
    }

    private static ObjectNode withoutNull(ObjectNode object) {
        ObjectNode columns = MAPPER.createObjectNode();
        object.properties().forEach(column -> {
            if (!column.getValue().isNull()) {
                columns.set(column.getKey(), column.getValue());
            }
        });
        return columns;
    }

    /** Why an object with its texts cannot be kept ({@link Texts#fault}), as a sentence without a full stop. */
    public static Optional<String> fault(ObjectNode object) {
        for (Map.Entry<String, JsonNode> column : object.properties()) {
            if (Texts.fault(column.getKey()).isPresent()) {
                return Texts.fault(column.getKey()).map(fault -> "a column's name " + fault);
            }
            Optional<String> fault = faultWithin(column.getValue());
            if (fault.isPresent()) {
                return fault.map(sentence -> "column " + column.getKey() + " " + sentence);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> faultWithin(JsonNode value) {
        if (value.isTextual()) {
            return Texts.fault(value.textValue());
        }
        if (value instanceof ObjectNode object) {
            return fault(object).map(sentence -> "holds a value of which " + sentence);
        }
        for (JsonNode element : value) {
            Optional<String> fault = faultWithin(element);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /** @param before whole values on the line before the one that is wrong */
    private static String sentence(JsonProcessingException failure, int before) {
        String message = failure.getOriginalMessage().replaceFirst("(?s) \\(start marker at.*", "");
        int column = failure.getLocation() == null ? 0 : failure.getLocation().getColumnNr();
        return (before == 0 ? "it is no valid JSON: " : "after " + before + " JSON values there is no valid JSON: ")
                + message
                + (column > 0 ? " (column " + column + ")" : "");
    }
}
