package dev.attune.lab.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.lab.classify.Calibration;
import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;
import dev.attune.lab.workbench.Answer;

/**
 * The budget. A call is one text that a model reads with one prompt, or one instruction that it is asked to write; the same
 * call made again costs nothing. A call that an earlier, broken-off run has made counts as it did then, so that a search that
 * is taken up goes the same way.
 */
final class Calls {

    /** Calls made before they are on disk: what a kill loses at most. */
    private static final int AT_ONCE = 40;

    private final PromptScorer scorer;
    private final TaskData data;
    private final CallStore store;
    private final String model;
    private final int budget;
    private int reserved;
    private int fresh;
    private final Set<String> made = new HashSet<>();

    /** @param model names what answers: another's answers in the same folder are not taken for its own */
    Calls(PromptScorer scorer, TaskData data, CallStore store, String model, int budget) {
        this.scorer = scorer;
        this.data = data;
        this.store = store;
        this.model = model;
        this.budget = budget;
    }

    int used() {
        return made.size();
    }

    /** Calls of this run that were not on disk. */
    int fresh() {
        return fresh;
    }

    /** Calls that may still be made. */
    int left() {
        return budget - reserved - made.size();
    }

    /** Puts calls aside, or gives them back with 0. */
    void reserve(int calls) {
        reserved = calls;
    }

    /**
     * What a prompt makes of examples, in their order, as far as the budget goes: fewer outcomes than examples mean that it is
     * used up. The texts that its calibration reads are calls, too; the prompt without calibration shares all of them.
     */
    List<Outcome> outcomes(SearchPrompt prompt, List<Example> examples) {
        SearchPrompt plain = prompt.with(Calibration.NONE);
        String of = plain.key();
        List<Example> calibrating = prompt.calibration().texts(data);
        if (affordable(of, calibrating).size() < calibrating.size()) {
            return List.of();
        }
        double[] prior = Calibration.prior(
                read(plain, of, calibrating).toArray(double[][]::new),
                data.task().labels().size());
        List<double[]> read = read(plain, of, examples);
        return IntStream.range(0, read.size())
                .mapToObj(i -> new Outcome(data.labelOf(examples.get(i)), Calibration.calibrated(read.get(i), prior)))
                .toList();
    }

    private List<double[]> read(SearchPrompt prompt, String of, List<Example> examples) {
        List<double[]> probabilities = new ArrayList<>();
        for (int from = 0; from < examples.size() && probabilities.size() == from; from += AT_ONCE) {
            List<Example> wanted = affordable(of, examples.subList(from, Math.min(examples.size(), from + AT_ONCE)));
            ask(prompt, of, wanted);
            for (Example example : wanted) {
                String key = key(of, example);
                made.add(key);
                JsonNode answer = store.answer(key).orElseThrow();
                probabilities.add(Json.MAPPER.convertValue(answer.path("probabilities"), double[].class));
            }
        }
        return probabilities;
    }

    private List<Example> affordable(String prompt, List<Example> examples) {
        int left = Math.max(0, left());
        List<Example> affordable = new ArrayList<>();
        for (Example example : examples) {
            left -= made.contains(key(prompt, example)) ? 0 : 1;
            if (left < 0) {
                break;
            }
            affordable.add(example);
        }
        return affordable;
    }

    private void ask(SearchPrompt prompt, String of, List<Example> examples) {
        List<Example> unknown = examples.stream()
                .filter(example -> store.answer(key(of, example)).isEmpty())
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        double[][] probabilities = scorer.probabilities(prompt, unknown);
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("key", key(of, unknown.get(i)));
            line.put("place", unknown.get(i).place());
            line.put("probabilities", probabilities[i]);
            lines.add(line);
        }
        store.keep(lines);
        fresh += unknown.size();
    }

    private String key(String prompt, Example example) {
        return Sha256.of(model + "\n" + prompt + "\n" + Json.text(example.variables()));
    }

    /** What somebody answers to a conversation; nothing when the budget is used up. A failure costs a call, too. */
    Optional<Answer> answer(Proposer who, List<Message> conversation, long seed) {
        String key = Sha256.of(who.name() + "\n" + seed + "\n" + Json.text(conversation));
        if (!made.contains(key) && left() < 1) {
            return Optional.empty();
        }
        made.add(key);
        if (store.answer(key).isEmpty()) {
            Answer answer = who.writer()
                    .answer(List.of(conversation), new long[] {seed})
                    .getFirst();
            store.keep(List.of(Map.of("key", key, "output", answer.output(), "error", answer.error())));
            fresh++;
        }
        JsonNode kept = store.answer(key).orElseThrow();
        return Optional.of(
                new Answer(kept.path("output").asText(), kept.path("error").asText(), 0, Double.NaN));
    }
}
