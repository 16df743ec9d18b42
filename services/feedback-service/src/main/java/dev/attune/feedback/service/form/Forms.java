package dev.attune.feedback.service.form;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.PromptEvent;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.form.Axis;
import dev.attune.feedback.form.Form;
import dev.attune.feedback.form.Task;
import dev.attune.text.Texts;

/** Checks what managers want to ask raters for. */
public final class Forms {

    private static final int FEWEST_TO_RANK = 3;
    private static final int USUAL_TO_RANK = 4;
    private static final int MOST_AXES = 8;
    private static final int MOST_NAMES = 12;
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_LABEL = 100;
    private static final int HIGHEST_SCORE = 10;

    private Forms() {}

    /**
     * What is wanted; what is null is as of {@link Form#PLAIN}.
     *
     * @param answers null: two to compare, four to rank
     */
    public record Wish(
            @Nullable Task task,
            @Nullable Integer answers,
            @Nullable Integer top,
            @Nullable List<Axis> axes,
            @Nullable List<String> flags,
            @Nullable Boolean comment,
            @Nullable Boolean correction,
            @Nullable List<String> highlights) {}

    /**
     * The form of a wish.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} with what is wrong
     */
    public static Form of(Wish wish) {
        Task task = wish.task() == null ? Task.COMPARE : wish.task();
        List<Axis> axes = wish.axes() == null ? List.of() : wish.axes();
        List<String> flags = wish.flags() == null ? List.of() : wish.flags();
        List<String> highlights = wish.highlights() == null ? List.of() : wish.highlights();
        boolean correction = Boolean.TRUE.equals(wish.correction());
        checkAxes(axes);
        checkNames("flags", flags);
        checkNames("highlights", highlights);
        Fault.INVALID_REQUEST.when(
                task == Task.DEMONSTRATE
                        && (correction || !axes.isEmpty() || !flags.isEmpty() || !highlights.isEmpty()),
                "Where raters write the answer there is none to score, flag, mark or correct; leave axes, flags,"
                        + " highlights and correction out.");
        int answers = answers(task, wish.answers());
        return new Form(
                task,
                answers,
                top(task, answers, wish.top()),
                axes,
                flags,
                !Boolean.FALSE.equals(wish.comment()),
                correction,
                highlights);
    }

    private static int answers(Task task, @Nullable Integer wanted) {
        return switch (task) {
            case COMPARE -> {
                Fault.INVALID_REQUEST.when(
                        wanted != null && wanted != 2,
                        "Two answers are compared, not " + wanted + "; with the task RANK there may be more.");
                yield 2;
            }
            case RANK -> {
                int answers = wanted == null ? USUAL_TO_RANK : wanted;
                Fault.INVALID_REQUEST.when(
                        answers < FEWEST_TO_RANK || answers > PromptEvent.MOST_ANSWERS,
                        "From " + FEWEST_TO_RANK + " to " + PromptEvent.MOST_ANSWERS
                                + " answers can be ranked, but form.answers is " + answers + ".");
                yield answers;
            }
            case DEMONSTRATE -> 0;
        };
    }

    private static @Nullable Integer top(Task task, int answers, @Nullable Integer top) {
        Fault.INVALID_REQUEST.when(
                top != null && task != Task.RANK, "form.top is for the task RANK only; leave it out.");
        Fault.INVALID_REQUEST.when(
                top != null && (top < 1 || top >= answers),
                "form.top must lie between 1 and " + (answers - 1) + ", one less than the answers, but is " + top
                        + "; leave it out to have all ranked.");
        return top;
    }

    private static void checkAxes(List<Axis> axes) {
        Fault.INVALID_REQUEST.when(
                axes.size() > MOST_AXES,
                "At most " + MOST_AXES + " axes can be asked for; these are " + axes.size() + ".");
        checkNames("axes", axes.stream().map(Axis::name).toList());
        for (Axis axis : axes) {
            checkLabel(axis, axis.label());
            checkLabel(axis, axis.low());
            checkLabel(axis, axis.high());
            Fault.INVALID_REQUEST.when(
                    axis.lowest() < 0 || axis.lowest() >= axis.highest() || axis.highest() > HIGHEST_SCORE,
                    "The scores of the axis " + axis.name() + " must lie between 0 and " + HIGHEST_SCORE
                            + ", the lowest below the highest, but are " + axis.lowest() + " to " + axis.highest()
                            + ".");
        }
    }

    private static void checkLabel(Axis axis, @Nullable String label) {
        Fault.INVALID_REQUEST.when(
                label != null && (Texts.isInvisible(label) || label.length() > LONGEST_LABEL),
                "A label of the axis " + axis.name() + " is empty or longer than " + LONGEST_LABEL + " characters.");
    }

    private static void checkNames(String field, List<String> names) {
        Fault.INVALID_REQUEST.when(
                names.size() > MOST_NAMES,
                "form." + field + " names " + names.size() + " things; at most " + MOST_NAMES + " are shown.");
        Set<String> known = new HashSet<>();
        for (String name : names) {
            Fault.INVALID_REQUEST.when(
                    Texts.isInvisible(name)
                            || !name.strip().equals(name)
                            || name.length() > LONGEST_NAME
                            || name.codePoints().anyMatch(Character::isISOControl),
                    "A name in form." + field + " is empty, has white space around it or is longer than " + LONGEST_NAME
                            + " characters.");
            Fault.INVALID_REQUEST.when(!known.add(name), "form." + field + " names " + name + " twice.");
        }
    }
}
