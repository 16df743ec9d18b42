package dev.attune.lab.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.attune.lab.classify.Calibration;
import dev.attune.lab.prompt.Edits;
import dev.attune.lab.prompt.Instruction;
import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.prompt.Shown;
import dev.attune.lab.task.Label;

/**
 * The prompts that a search can try: of each of its parts one value, by its number. All zeros are the prompt that it starts
 * from. Instructions and examples may be added while it runs.
 */
final class Space {

    static final int INSTRUCTION = 0;
    static final int BODY = 1;
    static final int ORDER = 2;
    static final int EXAMPLES = 3;
    static final int CALIBRATION = 4;
    private static final int PARTS = 5;
    /** The choice that changes nothing. */
    static final int[] START = new int[PARTS];
    /** Draws after which a space counts as used up. */
    private static final int DRAWS = 200;

    private final SearchPrompt start;
    private final List<Instruction> instructions = new ArrayList<>();
    private final List<String> bodies;
    private final List<List<Label>> orders;
    private final List<Shown> examples = new ArrayList<>();
    private final List<Calibration> calibrations;

    Space(SearchPrompt start, List<Shown> examples) {
        this.start = start;
        // what a model says whatever it reads is about all labels, and a shortlist differs from text to text
        this.calibrations = start.shortlist() > 0 ? List.of(Calibration.NONE) : List.of(Calibration.values());
        this.bodies = Edits.bodies(start.template(), start.labels());
        this.orders = Edits.orders(start.labels());
        this.instructions.add(new Instruction("", false, "start"));
        for (String text : Edits.instructions(start.labels())) {
            instructions.add(new Instruction(text, false, "edit"));
            instructions.add(new Instruction(text, true, "edit"));
        }
        this.examples.add(start.examples());
        this.examples.addAll(examples);
    }

    int[] sizes() {
        return new int[] {instructions.size(), bodies.size(), orders.size(), examples.size(), calibrations.size()};
    }

    /** Adds an instruction that a model wrote; its number, or that of an equal one. */
    int add(Instruction instruction) {
        for (int i = 0; i < instructions.size(); i++) {
            if (instructions.get(i).text().equals(instruction.text())) {
                return i;
            }
        }
        instructions.add(instruction);
        return instructions.size() - 1;
    }

    Instruction instruction(int[] choice) {
        return instructions.get(choice[INSTRUCTION]);
    }

    SearchPrompt prompt(int[] choice) {
        Instruction instruction = instruction(choice);
        List<Label> labels = orders.get(choice[ORDER]);
        String body = bodies.get(choice[BODY]);
        String system = start.system();
        if (!instruction.text().isEmpty() && instruction.before()) {
            body = raw(instruction.said(labels)) + "\n" + body;
        } else if (!instruction.text().isEmpty()) {
            system = instruction.said(labels);
        }
        return new SearchPrompt(
                system,
                body,
                start.separator(),
                start.style(),
                labels,
                examples.get(choice[EXAMPLES]),
                calibrations.get(choice[CALIBRATION]),
                start.shortlist());
    }

    /** A text inside a template; braces in it are no variables. */
    private static String raw(String text) {
        return text.contains("{") ? "{% raw %}" + text + "{% endraw %}" : text;
    }

    /** In a few words. */
    String told(int[] choice) {
        Instruction instruction = instruction(choice);
        return (instruction.text().isEmpty() ? "no instruction" : instruction.origin() + " " + choice[INSTRUCTION])
                + (choice[BODY] == 0 ? "" : ", form " + choice[BODY])
                + (choice[ORDER] == 0 ? "" : ", label order " + choice[ORDER])
                + ", "
                + examples.get(choice[EXAMPLES]).told()
                + (choice[CALIBRATION] == 0
                        ? ""
                        : ", calibrated by "
                                + calibrations.get(choice[CALIBRATION]).text());
    }

    /** One at random that {@code known} has not; null when none is found. */
    int @Nullable [] unknown(Random random, Set<List<Integer>> known) {
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] choice = new int[PARTS];
            int[] sizes = sizes();
            Arrays.setAll(choice, part -> random.nextInt(sizes[part]));
            if (!known.contains(key(choice))) {
                return choice;
            }
        }
        return null;
    }

    /** Only other examples or another calibration, what helps most often first: what to try before chance decides. */
    List<int[]> promising() {
        List<int[]> promising = new ArrayList<>();
        for (int set = examples.size() - 1; set > 0; set--) {
            promising.add(of(set, 0));
        }
        for (int calibration = calibrations.size() - 1; calibration > 0; calibration--) {
            promising.add(Math.min(2, promising.size()), of(0, calibration));
        }
        return promising;
    }

    private static int[] of(int examples, int calibration) {
        int[] choice = START.clone();
        choice[EXAMPLES] = examples;
        choice[CALIBRATION] = calibration;
        return choice;
    }

    /** A choice with the other calibrations. */
    List<int[]> otherwiseCalibrated(int[] choice) {
        List<int[]> others = new ArrayList<>();
        for (int calibration = 0; calibration < calibrations.size(); calibration++) {
            if (calibration != choice[CALIBRATION]) {
                int[] other = choice.clone();
                other[CALIBRATION] = calibration;
                others.add(other);
            }
        }
        return others;
    }

    /** Whether prompts may be calibrated. */
    boolean isCalibrated() {
        return calibrations.size() > 1;
    }

    /** A choice with another value of one part; the same where that is known. */
    int[] edited(int[] choice, Random random) {
        int[] sizes = sizes();
        int[] edited = choice.clone();
        int part = random.nextInt(PARTS);
        edited[part] = random.nextInt(sizes[part]);
        return edited;
    }

    /** Of each part what one of two has changed from the start; where both have, one's by chance. */
    static int[] crossed(int[] one, int[] other, Random random) {
        int[] crossed = one.clone();
        for (int part = 0; part < PARTS; part++) {
            if (one[part] == 0 || other[part] != 0 && random.nextBoolean()) {
                crossed[part] = other[part];
            }
        }
        return crossed;
    }

    static List<Integer> key(int[] choice) {
        return Arrays.stream(choice).boxed().toList();
    }
}
