package dev.attune.lab.suggest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import dev.attune.contracts.event.Message;
import dev.attune.lab.workbench.RunRow;

/**
 * Edits that need no model to write them, which is all that a small one can be helped with: what the failed checks want is said, in
 * the instruction or behind the text, and cases that passed are shown as examples.
 */
public final class RuleEdits {

    private static final int SHOWN = 3;

    /** What a check wants, said to whoever answers; the beginning of a check's name decides. */
    private static final Map<String, String> WANTED = wanted();

    private final List<Message> turns;
    private final Failures failures;
    private final Random random;

    /** @param turns of the prompt that failed */
    public RuleEdits(List<Message> turns, Failures failures, long seed) {
        this.turns = List.copyOf(turns);
        this.failures = failures;
        this.random = new Random(seed);
    }

    private static Map<String, String> wanted() {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("is-json", "Answer with one JSON value and nothing else: no explanation, no code fence.");
        wanted.put("contains-json", "Put your answer into one JSON object.");
        wanted.put("equals", "Answer with the answer alone: no explanation, no quotes, no full stop.");
        wanted.put("attune:label", "Answer with the label alone.");
        wanted.put("starts-with", "Begin with the answer itself.");
        wanted.put("regex", "Keep exactly to the form that is asked for.");
        wanted.put("word-count", "Be brief.");
        wanted.put("levenshtein", "Keep to the wording of the text wherever you can.");
        wanted.put("rouge", "Use the words of the text wherever you can.");
        wanted.put("bleu", "Use the words of the text wherever you can.");
        wanted.put("contains", "Name in your answer exactly what is asked for, in the words of the text.");
        wanted.put("icontains", "Name in your answer exactly what is asked for, in the words of the text.");
        wanted.put("not-is-refusal", "Always answer; never say that you cannot.");
        wanted.put("is-refusal", "Say that you cannot help when the request could do harm.");
        wanted.put("llm-rubric", "Read the request again before you answer, and do all that it asks for.");
        return wanted;
    }

    /** At most so many, each another one. */
    public List<Suggestion> suggest(int count) {
        List<Suggestion> all = new ArrayList<>();
        for (String check : failures.checks()) {
            String said = said(check);
            String why = check + " failed in "
                    + failures.failed().stream()
                            .filter(row -> row.checks().stream()
                                    .anyMatch(verdict ->
                                            verdict.check().equals(check) && !verdict.passed() && !verdict.skipped()))
                            .count()
                    + " answers, so that what it wants is said";
            all.add(new Suggestion("instructed " + check, inSystem(said), why + " in the instruction.", Set.of()));
            all.add(new Suggestion("reminded " + check, behind(said), why + " behind the text.", Set.of()));
        }
        all.addAll(shown());
        Set<List<Message>> different = new LinkedHashSet<>(List.of(turns));
        all.removeIf(one -> !different.add(one.turns()));
        return all.subList(0, Math.min(count, all.size()));
    }

    private static String said(String check) {
        return WANTED.entrySet().stream()
                .filter(entry -> check.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("Read the request again before you answer, and do all that it asks for.");
    }

    private List<Message> inSystem(String said) {
        List<Message> edited = new ArrayList<>(turns);
        if (!turns.isEmpty() && turns.getFirst().role().equals("system")) {
            edited.set(0, new Message("system", turns.getFirst().content().stripTrailing() + "\n" + said));
        } else {
            edited.addFirst(new Message("system", said));
        }
        return edited;
    }

    private List<Message> behind(String said) {
        List<Message> edited = new ArrayList<>(turns);
        Message last = edited.removeLast();
        edited.add(new Message(last.role(), last.content().stripTrailing() + "\n\n" + said));
        return edited;
    }

    /** Passed cases as examples before the last turn; what is in them is text and no template. */
    private List<Suggestion> shown() {
        List<RunRow> passed = new ArrayList<>(failures.passed().stream()
                .filter(row -> row.repeat() == 1 && !row.output().contains("endraw"))
                .toList());
        if (passed.isEmpty()) {
            return List.of();
        }
        Collections.shuffle(passed, random);
        List<RunRow> chosen = passed.subList(0, Math.min(SHOWN, passed.size()));
        List<Message> edited = new ArrayList<>(turns);
        Message last = edited.removeLast();
        for (RunRow row : chosen) {
            edited.add(new Message(last.role(), raw(row.conversation().getLast().content())));
            edited.add(Message.assistant(raw(row.output().strip())));
        }
        edited.add(last);
        Set<Integer> numbers = new LinkedHashSet<>();
        chosen.forEach(row -> numbers.add(row.number()));
        return List.of(new Suggestion(
                "with examples",
                edited,
                "Cases that it passed are shown as examples; they count in no comparison.",
                numbers));
    }

    /** A text of which nothing is rendered. */
    static String raw(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("{#")
                ? "{% raw %}" + text + "{% endraw %}"
                : text;
    }
}
