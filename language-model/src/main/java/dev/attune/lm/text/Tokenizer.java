package dev.attune.lm.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.text.ControlTexts.Control;

/** A Hugging Face tokenizer ({@code tokenizer.json}) and what its {@code tokenizer_config.json} says. Safe for threads. */
public final class Tokenizer implements AutoCloseable {
    public static final String FILE = "tokenizer.json";
    public static final String CONFIG_FILE = "tokenizer_config.json";
    /** Where transformers 5 keeps the chat template; it wins over the one in {@link #CONFIG_FILE}. */
    public static final String TEMPLATE_FILE = "chat_template.jinja";

    /** Where older folders say which token begins and ends a text. */
    private static final String ROLES_FILE = "special_tokens_map.json";

    private static final String TEMPLATE = "chat_template";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> OPTIONS =
            Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false", "modelMaxLength", "1000000");

    private final HuggingFaceTokenizer tokenizer;
    private final byte[] json;
    private final JsonNode config;
    private final ControlTexts controls;
    private final PlainTexts plainTexts;
    private final ChatTemplate chatTemplate;
    private final int size;
    private volatile int rows = Integer.MAX_VALUE;

    private Tokenizer(HuggingFaceTokenizer tokenizer, byte[] json, TokenizerJson known, JsonNode config) {
        this.tokenizer = tokenizer;
        this.json = json;
        this.config = config;
        List<Control> special = new ArrayList<>();
        known.added().forEach(token -> {
            if (token.special()) {
                special.add(new Control(token.text(), token.id()));
            }
        });
        this.controls = new ControlTexts(special);
        this.plainTexts = new PlainTexts(json, OPTIONS);
        this.chatTemplate = chatTemplate(config);
        this.size = known.size();
    }

    /** Reads {@link #FILE} and, where present, {@link #CONFIG_FILE} in {@code directory}. */
    public static Tokenizer load(Path directory) {
        try {
            byte[] json = Files.readAllBytes(directory.resolve(FILE));
            Path configFile = directory.resolve(CONFIG_FILE);
            JsonNode config = Files.exists(configFile) ? JSON.readTree(configFile.toFile()) : JSON.createObjectNode();
            if (!(config instanceof ObjectNode object)) {
                throw new CheckpointException("The tokenizer's " + configFile + " is not a JSON object.");
            }
            addRoles(object, directory.resolve(ROLES_FILE));
            if (Files.exists(directory.resolve(TEMPLATE_FILE))) {
                object.put(TEMPLATE, Files.readString(directory.resolve(TEMPLATE_FILE)));
            }
            return of(json, object);
        } catch (NoSuchFileException failure) {
            throw new CheckpointException("The model directory " + directory + " has no " + FILE + ".", failure);
        } catch (CheckpointException known) {
            throw known;
        } catch (IOException | RuntimeException failure) {
            throw new CheckpointException(
                    "The tokenizer in " + directory + " cannot be read: " + failure.getMessage() + ".", failure);
        }
    }

    /**
     * A tokenizer from the contents of its files.
     *
     * @param json content of {@code tokenizer.json}
     * @param config content of {@code tokenizer_config.json}
     */
    public static Tokenizer of(byte[] json, JsonNode config) throws IOException {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        byte[] complete = AddedTokens.complete(json, config);
        return new Tokenizer(
                HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(complete), OPTIONS),
                complete.clone(),
                TokenizerJson.read(complete),
                config);
    }

    private static void addRoles(ObjectNode config, Path file) throws IOException {
        if (Files.exists(file)) {
            JSON.readTree(file.toFile()).properties().forEach(role -> {
                if (!config.hasNonNull(role.getKey())) {
                    config.set(role.getKey(), role.getValue());
                }
            });
        }
    }

    /**
     * Token ids of {@code text}, without added special tokens; special tokens written in the text are recognised: only for
     * text whose author writes for the model, such as a raw prompt.
     */
    public int[] encode(String text) {
        return ids(text, false);
    }

    /** Token ids of a text from people: what reads like a special token is text. */
    public int[] encodeText(String text) {
        return encode(textOf(text)).tokens();
    }

    /** A text from people, for places where a template's text is expected. */
    public ChatText textOf(String text) {
        return new ChatText(controls.marked(text, rows));
    }

    /**
     * A text as tokens.
     *
     * @param places for each boundary the index of the first token that ends after it
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Encoded(int[] tokens, int[] places) {}

    /**
     * Tokens of what a template wrote, encoded in one piece. Of a model without a template, the tokens that its tokenizer puts
     * before a text come first.
     *
     * @param boundaries places in the text
     */
    public Encoded encode(ChatText text, int... boundaries) {
        String whole = text.marked();
        int[] moved = boundaries;
        HuggingFaceTokenizer encoder = tokenizer;
        if (whole.indexOf(ControlTexts.MARK) >= 0) {
            ControlTexts.Renamed renamed = controls.renamed(whole, boundaries, plainTexts::name);
            whole = renamed.text();
            moved = renamed.boundaries();
            encoder = plainTexts.tokenizer();
        }
        Encoding encoding = encoder.encode(whole, false, false);
        return new Encoded(checked(encoding.getIds()), places(encoding, whole, moved));
    }

    private static int[] places(Encoding encoding, String text, int[] boundaries) {
        int[] places = new int[boundaries.length];
        if (boundaries.length == 0) {
            return places;
        }
        CharSpan[] spans = encoding.getCharTokenSpans();
        for (int i = 0; i < boundaries.length; i++) {
            int boundary = text.codePointCount(0, boundaries[i]);
            int place = 0;
            while (place < spans.length && (spans[place] == null || spans[place].getEnd() <= boundary)) {
                place++;
            }
            places[i] = place;
        }
        return places;
    }

    /** The tokens that stand before a text of its own: a begin token, where the tokenizer puts one. */
    public int[] beginning() {
        int[] plain = ids("a", false);
        int[] around = ids("a", true);
        for (int start = 0; start + plain.length <= around.length; start++) {
            if (Arrays.equals(plain, Arrays.copyOfRange(around, start, start + plain.length))) {
                return start > 0 || !config.path("add_bos_token").asBoolean(false)
                        ? Arrays.copyOf(around, start)
                        : special("bos_token").stream().toArray();
            }
        }
        return new int[0];
    }

    /** The special token in a role, such as {@code eos_token}. */
    public OptionalInt special(String role) {
        return controls.id(AddedTokens.text(config.path(role)))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /** The special token that is written so. */
    public OptionalInt control(String text) {
        return controls.id(text).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** Whether a text has a special token in it. */
    public boolean hasControl(String text) {
        return controls.isIn(text);
    }

    /** Says how many tokens the model's embedding has; texts with others are refused. */
    public void limitTo(int embedded) {
        rows = embedded;
    }

    /** Token ids of {@code text} with the special tokens that the tokenizer itself adds around a text. */
    public int[] encodeWithSpecialTokens(String text) {
        return ids(text, true);
    }

    /** The text of {@code tokens}, special tokens left out. */
    public String decode(int[] tokens) {
        return decode(tokens, true);
    }

    /** The text of {@code tokens}. */
    public String decode(int[] tokens, boolean skipSpecialTokens) {
        return tokenizer.decode(Arrays.stream(tokens).asLongStream().toArray(), skipSpecialTokens);
    }

    /** One more than the largest id: as many rows as an embedding needs. */
    public int size() {
        return size;
    }

    /** How this model's conversations are written. */
    public ChatTemplate chatTemplate() {
        return chatTemplate;
    }

    /** Hexadecimal SHA-256 of the tokenizer's file: equal for equal tokenizers. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Writes both files into {@code directory}. */
    public void save(Path directory) {
        try {
            Files.write(directory.resolve(FILE), json);
            JSON.writerWithDefaultPrettyPrinter()
                    .writeValue(directory.resolve(CONFIG_FILE).toFile(), config);
        } catch (IOException failure) {
            throw new CheckpointException("The tokenizer could not be written to " + directory + ".", failure);
        }
    }

    private int[] ids(String text, boolean addSpecialTokens) {
        return checked(tokenizer.encode(text, addSpecialTokens, false).getIds());
    }

    private int[] checked(long[] ids) {
        int[] checked = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            checked[i] = Math.toIntExact(ids[i]);
            if (checked[i] >= rows) {
                throw new CheckpointException("The text holds the token " + checked[i] + " ('"
                        + decode(new int[] {checked[i]}, false) + "'), for which the model's embedding of " + rows
                        + " rows has none; leave it out.");
            }
        }
        return checked;
    }

    private ChatTemplate chatTemplate(JsonNode config) {
        String template = template(config.path(TEMPLATE));
        if (template.isEmpty()) {
            return ChatTemplate.plain(text -> controls.marked(text, rows));
        }
        Map<String, Object> special = new HashMap<>();
        for (String role : AddedTokens.ROLES) {
            String text = AddedTokens.text(config.path(role));
            if (!text.isEmpty()) {
                special.put(role, text);
            }
        }
        return new ChatTemplate(template, special, text -> controls.marked(text, rows));
    }

    /** A template, or the one called default of a list of named ones. */
    private static String template(JsonNode given) {
        if (!given.isArray()) {
            return given.asText("");
        }
        for (JsonNode named : given) {
            if (named.path("name").asText().equals("default")) {
                return named.path("template").asText("");
            }
        }
        return given.path(0).path("template").asText("");
    }

    @Override
    public void close() {
        tokenizer.close();
        plainTexts.close();
    }
}
