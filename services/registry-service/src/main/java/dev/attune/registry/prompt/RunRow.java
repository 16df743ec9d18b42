package dev.attune.registry.prompt;

import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;

/**
 * One prompt with one case, asked once: a line of a run's {@code rows.jsonl}.
 *
 * @param prompt the prompt's label in the run; {@code provider} who was asked
 * @param number of the case in the suite, from 1
 * @param repeat from 1
 * @param conversation the prompt as it was put
 * @param error why there is no output; empty for an answer
 */
public record RunRow(
        @NotNull @Size(min = 1, max = 500) String prompt,
        @NotNull @Size(min = 1, max = 500) String provider,
        @Min(1) @Max(1_000_000) int number,
        @NotNull @Size(max = LONGEST_TEXT) String title,
        @Min(1) @Max(1_000_000) int repeat,

        @Schema(type = SchemaType.OBJECT) @NotNull Map<String, Object> variables,

        @NotNull @Size(max = 1_000) List<@Valid @NotNull Turn> conversation,
        @NotNull @Size(max = LONGEST_TEXT) String output,
        @NotNull @Size(max = LONGEST_TEXT) String error,
        @NotNull State state,
        double score,
        @NotNull @Size(max = LONGEST_TEXT) String reason,
        @NotNull @Size(max = 1_000) List<@Valid @NotNull Check> checks,
        double millis) {

    /** Characters of one text. */
    public static final int LONGEST_TEXT = 64_000;

    /** How a case ended. */
    public enum State {
        PASSED,
        FAILED,
        /** All of its checks were skipped. */
        SKIPPED,
        /** It has no checks. */
        UNCHECKED;

        /** Whether a check was made. */
        public boolean isChecked() {
            return this == PASSED || this == FAILED;
        }
    }

    /** A turn of a conversation. */
    public record Turn(
            @NotNull @Size(max = 40) String role,
            @NotNull @Size(max = LONGEST_TEXT) String content) {}

    /**
     * What a check said.
     *
     * @param metric under which its score is averaged; empty for none
     */
    public record Check(
            @NotNull @Size(max = 500) String check,
            boolean passed,
            double score,
            @NotNull @Size(max = LONGEST_TEXT) String reason,
            boolean skipped,
            double weight,
            @Nullable @Size(max = 500) String metric) {}

    /** Equal for the same case of two runs, wherever it stands in its suite. */
    public String caseKey() {
        return Sha256.of(PromptContent.canonical(List.of(title, variables)));
    }
}
