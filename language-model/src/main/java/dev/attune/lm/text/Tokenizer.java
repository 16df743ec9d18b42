package dev.attune.lm.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.error.CheckpointException;

/** A Hugging Face tokenizer ({@code tokenizer.json}) and what its {@code tokenizer_config.json} says. Safe for threads. */
public final class Tokenizer implements AutoCloseable {
    public static final String FILE = "tokenizer.json";
    public static final String CONFIG_FILE = "tokenizer_config.json";
    /** Where transformers 5 keeps the chat template; it wins over the one in {@link #CONFIG_FILE}. */
    public static final String TEMPLATE_FILE = "chat_template.jinja";

    private static final String TEMPLATE = "chat_template";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> OPTIONS =
            Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false", "modelMaxLength", "1000000");

    private final HuggingFaceTokenizer tokenizer;
    private final byte[] json;
    private final JsonNode config;
    private final ChatTemplate chatTemplate;
    private final int size;

    private Tokenizer(HuggingFaceTokenizer tokenizer, byte[] json, int size, JsonNode config) {
        this.tokenizer = tokenizer;
        this.json = json;
        this.config = config;
        this.chatTemplate = chatTemplate(config);
        this.size = size;
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
        int size = TokenizerJson.size(json);
        return new Tokenizer(
                HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), OPTIONS), json.clone(), size, config);
    }

    /** Token ids of {@code text}, without added special tokens; special tokens written in the text are recognised. */
    public int[] encode(String text) {
        return ids(text, false);
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
        long[] ids = tokenizer.encode(text, addSpecialTokens, false).getIds();
        return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
    }

    private static ChatTemplate chatTemplate(JsonNode config) {
        String template = template(config.path(TEMPLATE));
        if (template.isEmpty()) {
            return ChatTemplate.plain();
        }
        Map<String, Object> special = new HashMap<>();
        for (String name : new String[] {"bos_token", "eos_token", "pad_token", "unk_token"}) {
            JsonNode token = config.path(name);
            String text = token.isObject() ? token.path("content").asText("") : token.asText("");
            special.put(name, text);
        }
        return new ChatTemplate(template, special);
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
    }
}
