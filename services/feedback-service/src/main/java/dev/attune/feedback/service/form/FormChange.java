package dev.attune.feedback.service.form;

import java.util.List;
import java.util.stream.Collectors;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.form.AskedForm;
import dev.attune.feedback.form.Axis;
import dev.attune.feedback.form.Form;

/**
 * What may change of a form once a project has items. Each item keeps the form under which it came, so almost everything may: what
 * may not is what would give one name two meanings, such as a score of 5 that is the best here and the middle there.
 */
public final class FormChange {

    private FormChange() {}

    /**
     * Checks a form that a project is to have from now on.
     *
     * @param asked the forms of the items that it has
     * @throws FeedbackException {@link Fault#FORM_IN_USE}
     */
    public static void check(Form wanted, List<AskedForm> asked) {
        for (AskedForm before : asked) {
            Fault.FORM_IN_USE.when(
                    before.rated() && before.form().task() != wanted.task(),
                    "People have rated in this project by the task "
                            + before.form().task()
                            + ", which therefore stays; make a copy of the project and change it there.");
            before.form().axes().forEach(axis -> checkScale(axis, wanted.axes()));
        }
    }

    private static void checkScale(Axis before, List<Axis> wanted) {
        for (Axis axis : wanted) {
            Fault.FORM_IN_USE.when(
                    axis.name().equals(before.name())
                            && (axis.lowest() != before.lowest() || axis.highest() != before.highest()),
                    "The axis " + axis.name() + " is scored from " + before.lowest() + " to " + before.highest()
                            + " already, which therefore stays; give the new scale another name.");
        }
    }

    /** What a form asks for, on one line. */
    public static String said(Form form) {
        String axes = form.axes().stream()
                .map(axis -> axis.name() + " " + axis.lowest() + " to " + axis.highest())
                .collect(Collectors.joining(", ", "[", "]"));
        return "task " + form.task() + ", answers " + form.answers() + ", top "
                + (form.top() == null ? "all" : form.top())
                + ", axes " + axes + ", flags " + form.flags() + ", highlights " + form.highlights() + ", comment "
                + form.comment() + ", correction " + form.correction();
    }
}
