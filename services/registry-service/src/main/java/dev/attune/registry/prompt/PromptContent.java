package dev.attune.registry.prompt;

import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.json.Json;

/**
 * What a version of a prompt says.
 *
 * @param system begins the conversation; empty for nothing
 * @param template the last turn of the user, Jinja
 * @param examples turns or examples between the two, in their order
 * @param settings whatever else the prompt's reader wants, such as labels, style and separator
 */
public record PromptContent(
        @Size(max = LONGEST_TEXT) String system,
        @NotBlank @Size(max = LONGEST_TEXT) String template,
        @Size(max = 500) List<@Valid PromptExample> examples,

        @Schema(type = SchemaType.OBJECT) Map<String, Object> settings) {

    /** Characters of one text. */
    public static final int LONGEST_TEXT = 100_000;

    /** The same content gives the same bytes, in whatever order its fields came. */
    private static final ObjectWriter CANONICAL = Json.MAPPER
            .writer()
            .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    public PromptContent(
            @Nullable String system,
            @Nullable String template,
            @Nullable List<PromptExample> examples,
            @Nullable Map<String, Object> settings) {
        this.system = system == null ? "" : system;
        this.template = template == null ? "" : template;
        this.examples = examples == null ? List.of() : List.copyOf(examples);
        this.settings = settings == null ? Map.of() : settings;
    }

    /** As it is kept. */
    public String canonical() {
        return canonical(this);
    }

    /** A value's JSON, of which equal values have the same. */
    static String canonical(Object value) {
        try {
            return CANONICAL.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A value could not be written as JSON", e);
        }
    }

    /** SHA-256 of the {@link #canonical()} form. */
    public String digest() {
        return Sha256.of(canonical());
    }
}
