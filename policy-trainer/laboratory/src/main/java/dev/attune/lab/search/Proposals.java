package dev.attune.lab.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.attune.contracts.event.Message;
import dev.attune.lab.prompt.Instruction;
import dev.attune.lab.task.Task;
import dev.attune.lab.workbench.Answer;

/**
 * Instructions that a model writes: it is told the labels, the instruction so far, which texts went wrong and how, and what
 * people have criticised. Its answer is text and never a template: braces in it are no variables.
 */
final class Proposals {

    private static final int LONGEST = 500;
    private static final int TRIES = 2;
    private static final List<String> TIPS = List.of(
            "Make it clear and concise.",
            "Be creative.",
            "Describe each label in a few words.",
            "Say that the answer matters a great deal.",
            "Give the reader a role that fits the task.");

    private final Proposer writer;
    private final Task task;
    private final Calls calls;
    private final List<String> critiques;
    private final List<String> notes = new ArrayList<>();
    private int asked;

    /** @param critiques what people have said about answers, each a sentence or more */
    Proposals(Proposer writer, Task task, Calls calls, List<String> critiques) {
        this.writer = writer;
        this.task = task;
        this.calls = calls;
        this.critiques = List.copyOf(critiques);
    }

    /** Whether the writer can learn from failures. */
    boolean reflects() {
        return writer.reflects();
    }

    /** Calls so far. */
    int asked() {
        return asked;
    }

    /** Why proposals failed, each reason once. */
    List<String> notes() {
        return notes;
    }

    /** An instruction of a writer that can reflect goes into the beginning; nothing where it has none to give. */
    Optional<Instruction> next(Instruction current, List<Failure> failures) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Answer> answer = calls.answer(writer, List.of(Message.user(question(current, failures))), asked);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            asked++;
            note(answer.get().error());
            String text = instruction(answer.get().output());
            if (!text.isEmpty()) {
                return Optional.of(new Instruction("{% raw %}" + text + "{% endraw %}", false, writer.name()));
            }
        }
        return Optional.empty();
    }

    private void note(String error) {
        if (!error.isEmpty() && !notes.contains(error)) {
            notes.add(error);
        }
    }

    private String question(Instruction current, List<Failure> failures) {
        StringBuilder text = new StringBuilder("Write an instruction for a model that sorts texts into these labels: ")
                .append(task.labels().stream()
                        .map(label -> label.words().getFirst()
                                + (label.description().isEmpty() ? "" : " (" + label.description() + ")"))
                        .collect(Collectors.joining(", ")))
                .append(".\n");
        if (!current.text().isEmpty()) {
            text.append("\nThe instruction so far:\n")
                    .append(current.said(task.labels()))
                    .append('\n');
        }
        if (!failures.isEmpty()) {
            text.append("\nWith it these went wrong:\n");
            failures.forEach(failure -> text.append(failure.told(task)).append('\n'));
        }
        if (!critiques.isEmpty()) {
            text.append("\nPeople say about its answers:\n");
            critiques.forEach(critique -> text.append("- ").append(critique).append('\n'));
        }
        return text.append('\n')
                .append(TIPS.get(asked % TIPS.size()))
                .append(" Answer with the new instruction alone.")
                .toString();
    }

    /** The instruction in an answer: what stands in a block of code, if there is one; else all of it without quotes. */
    static String instruction(String answer) {
        String text = answer.strip();
        int fence = text.indexOf("```");
        if (fence >= 0) {
            String inside = text.substring(fence + 3).replaceFirst("^[a-z]*\\R", "");
            int end = inside.indexOf("```");
            text = (end < 0 ? inside : inside.substring(0, end)).strip();
        }
        text = text.replaceFirst("(?i)^(?:new |improved )?instruction:\\s*", "").replaceAll("^[\"“']+|[\"”']+$", "");
        return text.length() > LONGEST || text.contains("endraw") ? "" : text.strip();
    }
}
