package dev.attune.tiny;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.attune.lm.generate.FinishReason;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.text.Message;
import dev.attune.policy.ground.Seeds;

/**
 * What a model's samples at temperature 1 are like, one for each question.
 *
 * @param answers how many were drawn
 * @param ended share that ended with the end token
 * @param right share of all that say the reference answer
 * @param rightOnSubject share of those on the subject that do
 * @param meanWords length
 * @param rightByFamily of those on the subject
 * @param examples a few of them
 */
record Samples(
        int answers,
        double ended,
        double right,
        double rightOnSubject,
        double polite,
        double rude,
        double rambling,
        double offSubject,
        double meanWords,
        Map<String, Double> rightByFamily,
        List<Example> examples) {

    private static final int MAXIMUM_TOKENS = 64;
    private static final int EXAMPLES = 20;
    private static final int SAMPLING = 9;

    record Example(String prompt, String reference, String answer) {}

    private record Drawn(Question question, String answer, boolean ended, Traits traits) {}

    static Samples draw(LanguageModel model, List<Question> questions, StylePhrases phrases, long seed) {
        List<GenerationRequest> requests = IntStream.range(0, questions.size())
                .mapToObj(i -> new GenerationRequest(
                        model.promptTokens(List.of(Message.user(questions.get(i).prompt()))),
                        Seeds.derive(seed, SAMPLING, i)))
                .toList();
        List<Generation> generations =
                new Generator(model, Adapter.NONE).generate(requests, SamplingSettings.sampling(1, MAXIMUM_TOKENS));
        List<Drawn> drawn = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            String answer = model.tokenizer().decode(generations.get(i).textTokens());
            drawn.add(new Drawn(
                    questions.get(i),
                    answer,
                    generations.get(i).finish() == FinishReason.END,
                    Traits.of(answer, questions.get(i).reference(), phrases)));
        }
        return of(drawn);
    }

    private static Samples of(List<Drawn> drawn) {
        List<Drawn> onSubject =
                drawn.stream().filter(one -> !one.traits().offSubject()).toList();
        Map<String, Double> byFamily = onSubject.stream()
                .collect(Collectors.groupingBy(one -> one.question().family(), LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> share(entry.getValue(), one -> one.traits().right()),
                        (a, b) -> a,
                        LinkedHashMap::new));
        return new Samples(
                drawn.size(),
                share(drawn, Drawn::ended),
                share(drawn, one -> one.traits().right()),
                share(onSubject, one -> one.traits().right()),
                share(drawn, one -> one.traits().polite()),
                share(drawn, one -> one.traits().rude()),
                share(drawn, one -> one.traits().rambling()),
                share(drawn, one -> one.traits().offSubject()),
                drawn.stream().mapToInt(one -> one.traits().words()).average().orElse(0),
                byFamily,
                drawn.stream()
                        .limit(EXAMPLES)
                        .map(one -> new Example(
                                one.question().prompt(), one.question().reference(), one.answer()))
                        .toList());
    }

    private static double share(List<Drawn> drawn, Predicate<Drawn> which) {
        return drawn.isEmpty() ? 0 : (double) drawn.stream().filter(which).count() / drawn.size();
    }
}
