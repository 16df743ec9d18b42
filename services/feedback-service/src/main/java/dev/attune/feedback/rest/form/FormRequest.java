package dev.attune.feedback.rest.form;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.form.Axis;
import dev.attune.feedback.form.Form;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.form.Forms;

/** What raters are to be asked for; what is absent is as of two answers that are compared, with a comment. */
public record FormRequest(
        @Schema(nullable = true) @Nullable Task task,

        @Schema(nullable = true, minimum = "0", maximum = "8") @Nullable
        Integer answers,

        @Schema(nullable = true, minimum = "1") @Nullable Integer top,
        @Schema(nullable = true) @Nullable List<AxisRequest> axes,
        @Schema(nullable = true) @Nullable List<String> flags,
        @Schema(nullable = true) @Nullable Boolean comment,
        @Schema(nullable = true) @Nullable Boolean correction,
        @Schema(nullable = true) @Nullable List<String> highlights) {

    private static final int LOWEST = 1;
    private static final int HIGHEST = 5;

    /** A scale for each answer; from 1 to 5, and shown by its name, when nothing else is said. */
    public record AxisRequest(
            String name,
            @Schema(nullable = true) @Nullable String label,
            @Schema(nullable = true) @Nullable Integer lowest,
            @Schema(nullable = true) @Nullable Integer highest,
            @Schema(nullable = true) @Nullable String low,
            @Schema(nullable = true) @Nullable String high) {

        private Axis axis() {
            String given = Given.text(name, "form.axes.name");
            return new Axis(
                    given,
                    label == null ? given : label,
                    lowest == null ? LOWEST : lowest,
                    highest == null ? HIGHEST : highest,
                    low,
                    high);
        }
    }

    /**
     * The form that is asked for.
     *
     * @throws FeedbackException with a sentence where it cannot be asked
     */
    public Form form() {
        List<Axis> scales = axes == null
                ? null
                : axes.stream()
                        .map(axis -> Given.field(axis, "form.axes"))
                        .map(AxisRequest::axis)
                        .toList();
        return Forms.of(new Forms.Wish(
                task,
                answers,
                top,
                scales,
                given(flags, "flags"),
                comment,
                correction,
                given(highlights, "highlights")));
    }

    private static @Nullable List<String> given(@Nullable List<String> names, String field) {
        if (names != null) {
            names.forEach(name -> Given.field(name, "form." + field));
        }
        return names;
    }
}
