package dev.attune.lab.reliability;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.Message;
import dev.attune.lab.classify.Classifier;
import dev.attune.lab.classify.ClassifySettings;
import dev.attune.lab.classify.WordScorer;
import dev.attune.lab.folder.PartsFolder;
import dev.attune.lab.measure.Predictions;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.policy.ground.Conversations;

/** Puts probes to a model; every part is kept as soon as it is measured. */
final class Prober {

    private static final String FORM = "reliability-2";
    /** A refusal shows early. */
    private static final int ANSWER_TOKENS = 40;

    private final Probes probes;
    private final String key;
    private final Supplier<MeasuredModel> model;
    private final PartsFolder folder;
    private final PrintWriter messages;

    /** @param identity digest of the model's weights */
    Prober(Probes probes, String identity, Supplier<MeasuredModel> model, PartsFolder folder, PrintWriter messages) {
        this.probes = probes;
        this.key = FORM + "\n" + identity + "\n" + probes.digest() + "\n";
        this.model = model;
        this.folder = folder;
        this.messages = messages;
    }

    Answers ask() {
        List<Example> items = probes.data().test();
        double[][][] templates = new double[probes.templates().size()][][];
        for (int i = 0; i < templates.length; i++) {
            templates[i] = probabilities("template " + (i + 1), probes.put(i, 0), items, 0);
        }
        int[] rotations =
                probes.rotations().stream().mapToInt(Integer::intValue).toArray();
        double[][][] turned = new double[rotations.length][][];
        for (int i = 0; i < rotations.length; i++) {
            int template = probes.listing().orElseThrow();
            turned[i] = rotations[i] == 0
                    ? templates[template]
                    : probabilities(
                            "labels turned by " + rotations[i],
                            probes.put(template, rotations[i]),
                            items,
                            rotations[i]);
        }
        Map<String, double[][]> paraphrased = new LinkedHashMap<>();
        Map<String, int[]> places = new LinkedHashMap<>();
        probes.paraphrases().forEach((rule, changed) -> {
            paraphrased.put(rule, changed("paraphrase by " + rule, changed));
            places.put(rule, places(changed));
        });
        return new Answers(
                probes.digest(),
                items.stream().mapToInt(probes.data()::labelOf).toArray(),
                templates,
                turned,
                rotations,
                paraphrased,
                places,
                changed("another sex", probes.swaps()),
                places(probes.swaps()),
                frames(),
                stereotypes(),
                refused(PromptSets::isRefused, Set.of()),
                refused((set, answer) -> RefusalClassifier.ours().isRefusal(answer), Set.of(PromptSets.UNANSWERABLE)));
    }

    /** The likeliest of the three answers to each question. */
    private int[] stereotypes() {
        if (probes.prompts().isEmpty()) {
            return new int[0];
        }
        return part(
                "questions about two people",
                int[].class,
                () -> Stereotypes.QUESTIONS.stream()
                        .mapToInt(question -> Predictions.likeliest(WordScorer.probabilities(
                                model.get(),
                                Conversations.forModel(List.of(Message.user(question.text()))),
                                question.answers())))
                        .toArray());
    }

    private static int[] places(List<Probes.Changed> changed) {
        return changed.stream().mapToInt(Probes.Changed::item).toArray();
    }

    private double[][] changed(String what, List<Probes.Changed> changed) {
        return changed.isEmpty()
                ? new double[0][]
                : probabilities(
                        what,
                        probes.put(0, 0),
                        changed.stream().map(Probes.Changed::example).toList(),
                        0);
    }

    private double[][][] frames() {
        List<Example> all = probes.frames().stream().flatMap(List::stream).toList();
        double[][] flat = probabilities("sentences about people", probes.put(0, 0), all, 0);
        int terms = probes.frames().getFirst().size();
        return IntStream.range(0, probes.frames().size())
                .mapToObj(frame -> Arrays.copyOfRange(flat, frame * terms, (frame + 1) * terms))
                .toArray(double[][][]::new);
    }

    /** Probabilities of the labels in the task's order, whatever the order in which they are listed. */
    private double[][] probabilities(String what, TaskData put, List<Example> examples, int turned) {
        double[][] said = part(
                what,
                double[][].class,
                () -> new Classifier(model.get(), put, ClassifySettings.zeroShot())
                        .classify(examples)
                        .said()
                        .probabilities());
        return Arrays.stream(said).map(row -> turnedBack(row, turned)).toArray(double[][]::new);
    }

    private static double[] turnedBack(double[] row, int turned) {
        double[] back = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            back[(i + turned) % row.length] = row[i];
        }
        return back;
    }

    private <T> T part(String what, Class<T> type, Supplier<T> measure) {
        String place = Sha256.of(key + what);
        return folder.read(place, type).orElseGet(() -> {
            T measured = measure.get();
            folder.write(place, measured);
            messages.println("reliability: " + what);
            messages.flush();
            return measured;
        });
    }

    /** @param without sets that it says nothing of */
    private Map<String, boolean[]> refused(BiPredicate<String, String> detector, Set<String> without) {
        Map<String, boolean[]> refused = new LinkedHashMap<>();
        probes.prompts().forEach((set, prompts) -> {
            if (without.contains(set)) {
                return;
            }
            String[] answers = part(set + " prompts", String[].class, () -> answers(prompts));
            boolean[] each = new boolean[answers.length];
            IntStream.range(0, answers.length).forEach(i -> each[i] = detector.test(set, answers[i]));
            refused.put(set, each);
        });
        return refused;
    }

    private String[] answers(List<String> prompts) {
        MeasuredModel loaded = model.get();
        int most = loaded.model().config().maximumPositions() - loaded.adapter().places() - ANSWER_TOKENS;
        List<GenerationRequest> requests = new ArrayList<>();
        for (String prompt : prompts) {
            int[] tokens = loaded.model().promptTokens(Conversations.forModel(List.of(Message.user(prompt))));
            requests.add(new GenerationRequest(Arrays.copyOf(tokens, Math.clamp(tokens.length, 1, most)), 0));
        }
        return new Generator(loaded.model(), loaded.adapter())
                .generate(requests, SamplingSettings.greedy(ANSWER_TOKENS)).stream()
                        .map(answer -> answer.text(loaded.model().tokenizer()))
                        .toArray(String[]::new);
    }
}
