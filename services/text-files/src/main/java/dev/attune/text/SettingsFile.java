package dev.attune.text;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Files of settings that people write: JSON where the name ends so, else YAML. Of YAML the plain forms are read: maps, lists,
 * texts, numbers, {@code true}, {@code false} and {@code null}, with anchors and merged maps; {@code yes}, {@code no} and dates
 * are texts. No tag makes an object of a class.
 */
public final class SettingsFile {

    private static final int MOST_CHARACTERS = 8 << 20;
    private static final int MOST_VALUES = 1_000_000;
    private static final int DEEPEST = 100;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SettingsFile() {}

    /**
     * Reads one value, which is an object or a list.
     *
     * @throws IOException when it cannot be read; its message says why, as the end of a sentence
     */
    public static JsonNode read(Path file) throws IOException {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        if (name.toLowerCase(Locale.ROOT).endsWith(".json")) {
            return JsonRows.one(file);
        }
        return parse(TextFile.whole(file));
    }

    /**
     * A text in YAML.
     *
     * @throws IOException when it is none; its message says why, as the end of a sentence
     */
    public static JsonNode parse(String yaml) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setAllowRecursiveKeys(false);
        options.setMaxAliasesForCollections(200);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(MOST_CHARACTERS);
        DumperOptions unused = new DumperOptions();
        try {
            Object value = new Yaml(
                            new SafeConstructor(options), new Representer(unused), unused, options, new PlainTypes())
                    .load(yaml);
            JsonNode json = new Conversion().of(value, 0);
            Optional<String> fault = json instanceof ObjectNode object ? JsonRows.fault(object) : Optional.empty();
            if (fault.isPresent()) {
                throw new IOException(fault.get());
            }
            if (!json.isContainerNode()) {
                throw new IOException(value == null ? "it is empty" : "it holds a single value in place of settings");
            }
            return json;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new IOException(
                    "it is no valid YAML: " + e.getProblem() + (line > 0 ? " (line " + line + ")" : ""), e);
        } catch (YAMLException e) {
            throw new IOException("it is no YAML that is read here: " + e.getMessage(), e);
        }
    }

    /**
     * Settings in YAML, for people: texts of several lines stand as such where YAML can hold them. {@link #parse} reads the same
     * again.
     *
     * @param settings an object or a list
     */
    public static String yaml(JsonNode settings) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(true);
        options.setSplitLines(false);
        options.setNonPrintableStyle(DumperOptions.NonPrintableStyle.ESCAPE);
        options.setWidth(Integer.MAX_VALUE);
        return new Yaml(
                        new SafeConstructor(new LoaderOptions()),
                        new LinesStand(options),
                        options,
                        new LoaderOptions(),
                        new PlainTypes())
                .dump(MAPPER.convertValue(settings, Object.class));
    }

    /** A text with line ends is written line by line; the writer quotes it where that would change it. */
    private static final class LinesStand extends Representer {
        LinesStand(DumperOptions options) {
            super(options);
        }

        @Override
        protected Node representScalar(Tag tag, String value, DumperOptions.ScalarStyle style) {
            boolean lines = tag.equals(Tag.STR) && value.indexOf('\n') >= 0;
            return super.representScalar(tag, value, lines ? DumperOptions.ScalarStyle.LITERAL : style);
        }
    }

    /** What YAML 1.2's core makes of a plain word, not 1.1: {@code no} is a text. */
    private static final class PlainTypes extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
            addImplicitResolver(Tag.INT, Pattern.compile("[-+]?(?:0|[1-9][0-9]*)"), "-+0123456789");
            addImplicitResolver(
                    Tag.FLOAT,
                    Pattern.compile("[-+]?(?:\\.[0-9]+|(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"),
                    "-+.0123456789");
            addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
            addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL| "), "~nN\0");
            addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
        }
    }

    /** Values as JSON; a part that is named many times counts each time. */
    private static final class Conversion {
        private int values;

        JsonNode of(@Nullable Object value, int depth) throws IOException {
            if (++values > MOST_VALUES || depth > DEEPEST) {
                throw new IOException("its anchors and lists make more than " + MOST_VALUES + " values, or more than "
                        + DEEPEST + " within each other");
            }
            JsonNodeFactory make = JsonNodeFactory.instance;
            return switch (value) {
                case null -> make.nullNode();
                case Boolean truth -> make.booleanNode(truth);
                case Integer number -> make.numberNode(number);
                case Long number -> make.numberNode(number);
                case BigInteger number -> make.numberNode(number);
                case Double number -> make.numberNode(number);
                case List<?> list -> {
                    ArrayNode array = make.arrayNode();
                    for (Object element : list) {
                        array.add(of(element, depth + 1));
                    }
                    yield array;
                }
                case Map<?, ?> map -> {
                    ObjectNode object = make.objectNode();
                    for (Map.Entry<?, ?> entry : map.entrySet()) {
                        object.set(String.valueOf(entry.getKey()), of(entry.getValue(), depth + 1));
                    }
                    yield object;
                }
                default -> make.textNode(value.toString());
            };
        }
    }
}
