package dev.attune.policy.rollout;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.policy.metrics.PpoMetric;
import dev.attune.policy.metrics.Stopwatch;
import dev.attune.policy.metrics.Vitals;
import dev.attune.worker.folder.SampledAnswer;

/** The answers of one update. */
public record Rollout(List<Trajectory> answers) {

    public Rollout {
        answers = List.copyOf(answers);
    }

    /** Answers (B). */
    public int size() {
        return answers.size();
    }

    /** What alarms watch. */
    public Vitals vitals() {
        double kl = 0;
        double logProbs = 0;
        double mismatch = 0;
        for (Trajectory answer : answers) {
            kl += answer.kl();
            for (int t = 0; t < answer.length(); t++) {
                logProbs += answer.logProbs()[t];
                mismatch += Math.exp(Math.abs(answer.logProbs()[t] - answer.samplingLogProbs()[t]));
            }
        }
        double tokens = tokens();
        double ended = answers.stream().filter(Trajectory::ended).count();
        return new Vitals(kl / size(), -logProbs / tokens, tokens / size(), ended / size(), mismatch / tokens);
    }

    /** What every recipe reports of an update's answers and its time, by the metrics' titles. */
    public Map<String, Double> metrics(Stopwatch stopwatch) {
        Map<String, Double> metrics = new TreeMap<>();
        stopwatch.seconds().forEach((phase, seconds) -> metrics.put(phase.title(), seconds));
        double total = stopwatch.total();
        metrics.put(PpoMetric.SECONDS.title(), total);
        metrics.put(PpoMetric.TOKENS_PER_SECOND.title(), tokens() / total);
        metrics.put(
                PpoMetric.SCORE.title(),
                answers.stream().mapToDouble(Trajectory::score).average().orElse(0));
        Vitals vitals = vitals();
        metrics.put(PpoMetric.KL.title(), vitals.kl());
        metrics.put(PpoMetric.ENTROPY.title(), vitals.entropy());
        metrics.put(PpoMetric.MISMATCH.title(), vitals.mismatch());
        metrics.put(PpoMetric.ANSWER_TOKENS.title(), vitals.answerTokens());
        metrics.put(PpoMetric.END_RATE.title(), vitals.endRate());
        return metrics;
    }

    /** The first {@code count} answers, to be kept for people. */
    public List<SampledAnswer> samples(int count) {
        return answers.stream()
                .limit(count)
                .map(answer -> new SampledAnswer(
                        SampledAnswer.Source.ROLLOUT,
                        answer.prompt().getLast().content(),
                        answer.text(),
                        answer.score(),
                        Map.of("kl", answer.kl(), "tokens", (double) answer.length())))
                .toList();
    }

    /** Real answer tokens in all. */
    public int tokens() {
        return answers.stream().mapToInt(Trajectory::length).sum();
    }

    /** Tokens of an answer and its prompt together. */
    public int sequenceLength(int answer) {
        Trajectory trajectory = answers.get(answer);
        return trajectory.promptTokens().length + trajectory.length();
    }

    /** One number of each answer: (B). */
    public NDArray vector(NDManager manager, ToDoubleFunction<Trajectory> number) {
        float[] numbers = new float[size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) number.applyAsDouble(answers.get(i));
        }
        return manager.create(numbers);
    }

    /**
     * One number of each token, or of each value, 0 after an answer's end: (B, T) where T is the most of them that an answer
     * has.
     */
    public NDArray matrix(NDManager manager, Function<Trajectory, float[]> numbers) {
        int time = answers.stream()
                .mapToInt(answer -> Math.max(answer.length(), answer.values().length))
                .max()
                .orElse(0);
        float[] flat = new float[size() * time];
        for (int row = 0; row < size(); row++) {
            float[] real = numbers.apply(answers.get(row));
            System.arraycopy(real, 0, flat, row * time, real.length);
        }
        return manager.create(flat, new Shape(size(), time));
    }

    /** 1 for real tokens: (B, T). */
    public NDArray mask(NDManager manager) {
        return matrix(manager, answer -> {
            float[] ones = new float[answer.length()];
            Arrays.fill(ones, 1);
            return ones;
        });
    }

    /** A (B, T) array's numbers of real tokens, answer by answer. */
    public float[][] rows(NDArray matrix) {
        return rows(matrix, Trajectory::length);
    }

    /** As many of a (B, T) array's numbers of each answer as {@code length} says. */
    public float[][] rows(NDArray matrix, ToIntFunction<Trajectory> length) {
        float[] flat = matrix.toFloatArray();
        int time = Math.toIntExact(matrix.getShape().get(1));
        float[][] rows = new float[size()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(flat, row * time, row * time + length.applyAsInt(answers.get(row)));
        }
        return rows;
    }
}
