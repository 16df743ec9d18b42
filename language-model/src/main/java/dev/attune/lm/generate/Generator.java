package dev.attune.lm.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.lm.Adapter;
import dev.attune.lm.KvCache;
import dev.attune.lm.LanguageModel;
import dev.attune.lm.Padding;
import dev.attune.lm.TokenBatch;
import dev.attune.lm.Transformer;
import dev.attune.lm.torch.Autograd;

import static dev.attune.lm.torch.Operators.narrow;

/** Samples answers in batches: one pass over the prompts, then one token for every row at a time. */
public final class Generator {
    private static final int DEFAULT_ROWS = 64;
    /** Rows are dropped when this share of them has finished: dropping copies the cache. */
    private static final double SHARE_TO_DROP = 0.25;

    private final LanguageModel model;
    private final Adapter adapter;
    private final int maximumRows;

    /** Answers of {@code model} with {@code adapter}, at most {@code maximumRows} at once. */
    public Generator(LanguageModel model, Adapter adapter, int maximumRows) {
        this.model = model;
        this.adapter = adapter;
        this.maximumRows = maximumRows;
    }

    public Generator(LanguageModel model, Adapter adapter) {
        this(model, adapter, DEFAULT_ROWS);
    }

    /** One answer for each request, in the same order. */
    public List<Generation> generate(List<GenerationRequest> requests, SamplingSettings settings) {
        return generate(requests, settings, TokenListener.NONE);
    }

    /** As {@link #generate(List, SamplingSettings)}; {@code listener} hears of every token at once. */
    public List<Generation> generate(
            List<GenerationRequest> requests, SamplingSettings settings, TokenListener listener) {
        List<Generation> answers = new ArrayList<>(requests.size());
        for (int start = 0; start < requests.size(); start += maximumRows) {
            List<GenerationRequest> batch = requests.subList(start, Math.min(requests.size(), start + maximumRows));
            int offset = start;
            answers.addAll(generateBatch(batch, settings, (row, token) -> listener.onToken(offset + row, token)));
        }
        return answers;
    }

    private List<Generation> generateBatch(
            List<GenerationRequest> requests, SamplingSettings settings, TokenListener listener) {
        Transformer transformer = model.transformer();
        List<Row> all = rows(requests, settings);
        int longest = all.stream()
                .mapToInt(row -> row.request().prompt().length)
                .max()
                .orElse(0);
        int mostNew = all.stream().mapToInt(Row::limit).max().orElse(0);
        Sampler sampler = new Sampler(settings, model.config().specialTokens().ends());
        try (var recording = Autograd.off();
                NDManager manager = model.newStep();
                KvCache cache = transformer.newCache(manager, all.size(), longest + mostNew)) {
            List<Row> active = all;
            List<int[]> prompts =
                    requests.stream().map(GenerationRequest::prompt).toList();
            for (int made = 0; !active.isEmpty(); made++) {
                try (NDManager step = manager.newSubManager()) {
                    TokenBatch batch = made == 0 ? TokenBatch.of(step, prompts, Padding.LEFT) : next(step, active);
                    NDArray hidden = transformer.hiddenStates(batch, adapter, cache); // (R, T, H)
                    NDArray last = narrow(hidden, 1, batch.time() - 1L, 1).squeeze(1); // (R, H)
                    boolean mayEnd = settings.ignoreEnd() || made >= settings.minimumNewTokens();
                    choose(sampler, transformer.logits(last), active, mayEnd, listener);
                }
                active = dropFinished(active, cache);
            }
        }
        return all.stream().map(Row::answer).toList();
    }

    private List<Row> rows(List<GenerationRequest> requests, SamplingSettings settings) {
        List<Row> rows = new ArrayList<>(requests.size());
        for (GenerationRequest request : requests) {
            int room = model.config().maximumPositions() - request.prompt().length;
            if (room < 1) {
                throw new IllegalArgumentException("A prompt of " + request.prompt().length
                        + " tokens leaves no room for an answer in the model's "
                        + model.config().maximumPositions() + " positions; shorten it.");
            }
            rows.add(new Row(rows.size(), request, Math.min(room, settings.maximumNewTokens()), settings.ignoreEnd()));
        }
        return rows;
    }

    private static TokenBatch next(NDManager step, List<Row> rows) {
        int[] tokens = rows.stream().mapToInt(Row::lastToken).toArray();
        int[] places = rows.stream().mapToInt(Row::lastPlace).toArray();
        return TokenBatch.next(step, tokens, places);
    }

    private void choose(Sampler sampler, NDArray logits, List<Row> rows, boolean mayEnd, TokenListener listener) {
        float[] uniform = new float[rows.size()];
        for (int i = 0; i < uniform.length; i++) {
            uniform[i] = rows.get(i).nextUniform();
        }
        Sampler.Choice choice = sampler.choose(logits, uniform, mayEnd);
        long[] tokens = choice.tokens().toLongArray();
        float[] policy = choice.logProbabilities().toFloatArray();
        float[] sampling = choice.samplingLogProbabilities().toFloatArray();
        for (int i = 0; i < tokens.length; i++) {
            Row row = rows.get(i);
            if (row.isActive()) {
                row.add((int) tokens[i], policy[i], sampling[i], model.config().specialTokens());
                listener.onToken(row.index(), (int) tokens[i]);
            }
        }
    }

    private static List<Row> dropFinished(List<Row> rows, KvCache cache) {
        List<Row> active = rows.stream().filter(Row::isActive).toList();
        if (active.isEmpty() || active.size() > rows.size() * (1 - SHARE_TO_DROP)) {
            return active.isEmpty() ? active : rows;
        }
        cache.keepRows(IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).isActive())
                .toArray());
        return active;
    }
}
