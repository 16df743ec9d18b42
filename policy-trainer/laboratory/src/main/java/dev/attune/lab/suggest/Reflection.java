package dev.attune.lab.suggest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.lab.workbench.Answer;
import dev.attune.lab.workbench.Answerer;
import dev.attune.lab.workbench.RunRow;

/**
 * A model that is able enough reads what went wrong and writes a new instruction (reflection in GEPA's sense, Agrawal et al. 2025). What
 * it writes is text and never a template.
 */
public final class Reflection {

    private static final int TOLD = 6;
    private static final int LONGEST_PART = 500;
    private static final int LONGEST = 2000;

    private final Answerer writer;
    private final List<Message> turns;
    private final Failures failures;

    /** @param turns of the prompt that failed */
    public Reflection(Answerer writer, List<Message> turns, Failures failures) {
        this.writer = writer;
        this.turns = List.copyOf(turns);
        this.failures = failures;
    }

    /**
     * As many as it writes; each is told other failures.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code no-suggestion} when it writes none
     */
    public List<Suggestion> suggest(int count) {
        Set<String> instructions = new LinkedHashSet<>();
        String trouble = "";
        for (int i = 0; i < count; i++) {
            Answer answer = writer.answer(List.of(List.of(Message.user(question(i)))), new long[] {i})
                    .getFirst();
            trouble = answer.error().isEmpty() ? trouble : answer.error();
            String text = text(answer.output());
            if (!text.isEmpty()) {
                instructions.add(text);
            }
        }
        if (instructions.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "no-suggestion",
                    "The proposer wrote no instruction that can be used" + (trouble.isEmpty() ? "." : "; " + trouble));
        }
        List<Suggestion> all = new ArrayList<>();
        for (String text : instructions) {
            all.add(new Suggestion(
                    "reflected " + (all.size() + 1),
                    with(text),
                    "Written by the proposer after it had read failed cases.",
                    Set.of()));
        }
        return all;
    }

    private List<Message> with(String instruction) {
        List<Message> edited = new ArrayList<>(turns);
        Message system = new Message("system", RuleEdits.raw(instruction));
        if (!edited.isEmpty() && edited.getFirst().role().equals("system")) {
            edited.set(0, system);
        } else {
            edited.addFirst(system);
        }
        return edited;
    }

    private String question(int turn) {
        List<RunRow> all = failures.failed();
        StringBuilder text =
                new StringBuilder("A model is asked with this prompt; what stands in {{ }} is filled in:\n\n");
        turns.forEach(one -> text.append('[')
                .append(one.role())
                .append("]\n")
                .append(one.content())
                .append('\n'));
        text.append("\nIn these cases its answer was wrong:\n");
        for (int i = 0; i < Math.min(TOLD, all.size()); i++) {
            RunRow row = all.get((turn * TOLD + i) % all.size());
            text.append("\nAsked: ")
                    .append(shortened(row.conversation().getLast().content()))
                    .append("\nAnswered: ")
                    .append(shortened(row.error().isEmpty() ? row.output() : row.error()))
                    .append("\nWrong because: ")
                    .append(shortened(row.reason()))
                    .append('\n');
        }
        return text.append(
                        "\nThink about what these have in common. Then write the instruction that goes before the prompt")
                .append(
                        " so that such cases go right, without naming the answers of these. Answer with the instruction")
                .append(" alone, between ``` and ```.")
                .toString();
    }

    private static String shortened(String text) {
        String line = text.strip().lines().collect(Collectors.joining(" "));
        return line.length() > LONGEST_PART ? line.substring(0, LONGEST_PART - 1) + "…" : line;
    }

    /** What stands in a block of code, if there is one; else all of it. */
    static String text(String answer) {
        String text = answer.strip();
        int fence = text.indexOf("```");
        if (fence >= 0) {
            String inside = text.substring(fence + 3).replaceFirst("^[a-z]*\\R", "");
            int end = inside.indexOf("```");
            text = (end < 0 ? inside : inside.substring(0, end)).strip();
        }
        return text.length() > LONGEST || text.contains("endraw") ? "" : text;
    }
}
