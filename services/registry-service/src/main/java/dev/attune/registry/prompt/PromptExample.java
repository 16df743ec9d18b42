package dev.attune.registry.prompt;

import java.util.Map;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An example that a prompt shows: a turn of each side, or what a task's example is made of.
 *
 * @param user what is asked; with {@code assistant}
 * @param assistant what is answered
 * @param label of a task's example; with {@code variables}
 * @param variables that the template is filled with
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PromptExample(
        @Size(max = PromptContent.LONGEST_TEXT) @Nullable String user,
        @Size(max = PromptContent.LONGEST_TEXT) @Nullable String assistant,
        @Size(max = 1000) @Nullable String label,

        @Schema(type = SchemaType.OBJECT) @Nullable Map<String, Object> variables) {

    @AssertTrue(message = "must have user and assistant, or label and variables")
    @JsonIgnore
    @Schema(hidden = true)
    public boolean isWhole() {
        boolean turns = user != null && assistant != null && label == null && variables == null;
        boolean ofTask = user == null && assistant == null && label != null && variables != null;
        return turns || ofTask;
    }
}
