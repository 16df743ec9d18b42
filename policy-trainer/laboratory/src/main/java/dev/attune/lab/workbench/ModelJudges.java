package dev.attune.lab.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.lab.check.Answered;
import dev.attune.lab.check.Judges;
import dev.attune.lab.classify.WordScorer;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.suite.Check;
import dev.attune.lab.suite.Provider;
import dev.attune.lab.template.TextTemplate;
import dev.attune.policy.ground.Conversations;

/** Judges that are models: the one under test, unless a suite or its caller names another. */
final class ModelJudges implements Judges {

    private static final String RUBRIC =
            "You are grading an answer by a rubric.\n\nAnswer:\n{{ output }}\n\nRubric:\n{{ rubric }}\n\n"
                    + "Answer with one JSON object and nothing else: {\"reason\": \"…\", \"pass\": true or false,"
                    + " \"score\": a number from 0 to 1}";

    private final SuiteModels models;
    private final Provider tested;
    private final Provider grader;
    private final List<String> labels;

    /**
     * @param tested who has answered
     * @param grader who judges by a rubric
     * @param labels that the suite's label checks name
     */
    ModelJudges(SuiteModels models, Provider tested, Provider grader, List<String> labels) {
        this.models = models;
        this.tested = tested;
        this.grader = grader;
        this.labels = List.copyOf(labels);
    }

    @Override
    public Judgement rubric(Check check, String rubric, Answered answered) throws NoJudgement {
        TextTemplate template = TextTemplate.of(
                check.rubricPrompt().isEmpty() ? RUBRIC : check.rubricPrompt(), "The prompt of a rubric");
        String asked = template.render(Map.of("output", answered.output(), "rubric", rubric));
        Provider judge = check.provider().isEmpty()
                ? grader
                : new Provider(check.provider(), check.provider(), Json.MAPPER.createObjectNode(), List.of());
        Answer answer = models.answerer(judge)
                .answer(List.of(List.of(Message.user(asked))), new long[] {0})
                .getFirst();
        if (!answer.error().isEmpty()) {
            throw new NoJudgement("the judge " + judge.label() + " gave none: " + answer.error());
        }
        JsonNode json = json(answer.output())
                .orElseThrow(() -> new NoJudgement(
                        "the judge " + judge.label() + " answered without JSON: " + shortened(answer.output())));
        boolean pass = json.path("pass").asBoolean(json.path("score").asDouble(0) >= 0.5);
        double score = json.path("score").asDouble(pass ? 1 : 0);
        boolean enough =
                check.threshold().isEmpty() || score >= check.threshold().getAsDouble();
        return new Judgement(
                pass && enough, Math.clamp(score, 0, 1), json.path("reason").asText(""));
    }

    private static Optional<JsonNode> json(String text) {
        int from = text.indexOf('{');
        int to = text.lastIndexOf('}');
        if (from < 0 || to < from) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.MAPPER.readTree(text.substring(from, to + 1));
            return json.has("pass") || json.has("score") ? Optional.of(json) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 79) + "…" : text;
    }

    /** A text, or {@code {label, labels}}; without labels those of all such checks of the suite. */
    @Override
    public Judgement label(Check check, JsonNode value, Answered answered) throws NoJudgement {
        String wanted = value.isObject() ? value.path("label").asText() : value.asText();
        List<String> all = new ArrayList<>();
        value.path("labels").forEach(label -> all.add(label.asText()));
        if (all.isEmpty()) {
            all.addAll(labels);
        }
        if (!all.contains(wanted)) {
            all.add(wanted);
        }
        if (all.size() < 2) {
            throw new NoJudgement("a label needs others; give value: {label: …, labels: [ … ]}");
        }
        double[] probabilities =
                WordScorer.probabilities(model(), Conversations.forModel(answered.conversation()), all);
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        double probability = probabilities[all.indexOf(wanted)];
        boolean passed = check.threshold().isPresent()
                ? probability >= check.threshold().getAsDouble()
                : all.get(best).equals(wanted);
        return new Judgement(
                passed,
                probability,
                String.format(
                        Locale.ROOT,
                        "%s has the probability %.3f, and %s is the likeliest",
                        wanted,
                        probability,
                        all.get(best)));
    }

    private MeasuredModel model() throws NoJudgement {
        String name = tested.model()
                .orElseThrow(
                        () -> new NoJudgement("only models of ours tell how likely labels are, and score answers"));
        return models.model(name);
    }

    @Override
    public double reward(Check check, JsonNode value, Answered answered) throws NoJudgement {
        if (!value.isTextual()) {
            throw new NoJudgement("a reward needs the folder of a reward model as its value");
        }
        float[] reward = models.reward(value.asText(), model())
                .score(List.of(answered.conversation()), List.of(answered.output()));
        return reward[0];
    }
}
