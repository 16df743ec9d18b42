package dev.attune.lm.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Map;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.lib.filter.LengthFilter;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.lib.tag.Tag;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import org.jspecify.annotations.Nullable;

/** Jinjava, set up to do as the Jinja of Hugging Face's transformers does. */
final class Jinja {
    private Jinja() {}

    /** A template itself refused a conversation. */
    static final class Raised extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Raised(String message) {
            super(message);
        }
    }

    /** An engine whose {@code strftime_now} reads {@code clock}. */
    @SuppressWarnings("deprecation") // Jinjava marks the override as legacy and has no other switch
    static Jinjava engine(Clock clock) {
        PythonMethods resolver = new PythonMethods();
        resolver.add(JinjavaInterpreterResolver.DEFAULT_RESOLVER_READ_ONLY);
        Jinjava engine = new Jinjava(JinjavaConfig.newBuilder()
                .withNestedInterpretationEnabled(false)
                .withTrimBlocks(true)
                .withLstripBlocks(true)
                .withKeepTrailingNewline(true)
                .withFailOnUnknownTokens(false)
                .withElResolver(resolver)
                .withTimeZone(clock.getZone())
                .withDateTimeProvider(clock::millis)
                .withLegacyOverrides(LegacyOverrides.Builder.from(LegacyOverrides.ALL)
                        .withWhitespaceRequiredWithinTokens(false)
                        .build())
                .build());
        engine.getGlobalContext()
                .registerFunction(new ELFunctionDefinition("", "raise_exception", Jinja.class, "raise", String.class));
        engine.getGlobalContext()
                .registerFunction(new ELFunctionDefinition("", "strftime_now", Jinja.class, "now", String.class));
        engine.getGlobalContext().registerFilter(new ToJson());
        engine.getGlobalContext().registerFilter(new Trim());
        engine.getGlobalContext().registerFilter(new Length());
        engine.getGlobalContext().registerTag(new Generation());
        return engine;
    }

    /** {@code raise_exception(message)}. */
    public static String raise(String message) {
        throw new Raised(message);
    }

    /** {@code strftime_now(format)}. */
    public static String now(String format) {
        JinjavaConfig config = JinjavaInterpreter.getCurrent().getConfig();
        return Strftime.format(
                ZonedDateTime.ofInstant(
                        Instant.ofEpochMilli(config.getDateTimeProvider().getCurrentTimeMillis()),
                        config.getTimeZone()),
                format);
    }

    /** {@code {% generation %}}: marks what the assistant wrote, and changes nothing in the text. */
    private static final class Generation implements Tag {
        private static final long serialVersionUID = 1L;

        @Override
        public String getName() {
            return "generation";
        }

        @Override
        public String interpret(TagNode node, JinjavaInterpreter interpreter) {
            StringBuilder text = new StringBuilder();
            for (Node child : node.getChildren()) {
                text.append(child.render(interpreter).getValue());
            }
            return text.toString();
        }
    }

    /** {@code trim}: takes off what Python calls white space. */
    private static final class Trim implements Filter {
        @Override
        public String getName() {
            return "trim";
        }

        @Override
        public @Nullable Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
            return value == null ? "" : PythonMethods.strip(value.toString(), null, true, true);
        }
    }

    /** {@code length}: of a text in characters, not in halves of them. */
    private static final class Length extends LengthFilter {
        @Override
        public @Nullable Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
            return value instanceof String text
                    ? (Object) text.codePointCount(0, text.length())
                    : super.filter(value, interpreter, arguments);
        }
    }

    /** {@code tojson(indent)} as Python's {@code json.dumps} writes it. */
    private static final class ToJson implements Filter {
        private static final ObjectMapper JSON =
                JsonMapper.builder().disable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

        @Override
        public String getName() {
            return "tojson";
        }

        @Override
        public Object filter(
                @Nullable Object value, JinjavaInterpreter interpreter, Object[] arguments, Map<String, Object> named) {
            Object indent = named.getOrDefault("indent", arguments.length > 0 ? arguments[0] : null);
            try {
                return JSON.writer(printer(indent instanceof Number spaces ? spaces.intValue() : -1))
                        .writeValueAsString(value);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public @Nullable Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
            return filter(value, interpreter, arguments, Map.of());
        }

        private static DefaultPrettyPrinter printer(int indent) {
            Separators separators = Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator("");
            if (indent < 0) {
                return new DefaultPrettyPrinter(separators
                                .withObjectEntrySpacing(Separators.Spacing.AFTER)
                                .withArrayValueSpacing(Separators.Spacing.AFTER))
                        .withObjectIndenter(new DefaultPrettyPrinter.NopIndenter())
                        .withArrayIndenter(new DefaultPrettyPrinter.NopIndenter());
            }
            DefaultIndenter lines = new DefaultIndenter(" ".repeat(indent), "\n");
            return new DefaultPrettyPrinter(separators)
                    .withObjectIndenter(lines)
                    .withArrayIndenter(lines);
        }
    }
}
