package dev.attune.lm.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.decode.Decoder;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.layer.KvCache;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.rows.ResidentAdapter;
import dev.attune.lm.rows.RowAdapters;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Threads;
import dev.attune.lm.transformer.Transformer;

import static dev.attune.lm.torch.Operators.indexSelect;

/**
 * Some of the rows of a generation, made by one thread with a cache of its own: one token for each of them at a time. As soon
 * as rows finish, waiting prompts take their places.
 */
final class Lane {
    /** Tokens that one pass over prompts may have: more would be no faster, and take more memory. */
    private static final int PROMPT_TOKENS = 2048;
    /** Kernels for fewer rows sum in another order: see {@link Decoder}. */
    private static final int LEAST_ROWS = 4;

    private final Plan plan;
    private final Waiting waiting;
    private final Progress progress;
    private final Sampler sampler;
    private final Transformer transformer;
    private final List<Row> active = new ArrayList<>();

    /**
     * What all lanes share.
     *
     * @param adapter of all rows
     * @param mixed whether each row has its request's adapter instead
     * @param rows of each lane
     * @param capacity positions of each row
     * @param threads that kernels of each lane use for prompts
     */
    record Plan(
            LanguageModel model,
            Adapter adapter,
            boolean mixed,
            SamplingSettings settings,
            int rows,
            int capacity,
            boolean packed,
            int threads) {}

    Lane(Plan plan, Waiting waiting, Progress progress) {
        this.plan = plan;
        this.waiting = waiting;
        this.progress = progress;
        this.transformer = plan.model().transformer().with(plan.adapter());
        this.sampler = new Sampler(
                plan.settings(),
                plan.model().config().specialTokens().ends(),
                plan.model().tokenizer().size());
    }

    void run() {
        try (var recording = Autograd.off();
                var threads = Threads.of(plan.threads());
                NDManager manager = plan.model().newStep();
                KvCache cache = transformer.newCache(manager, Math.max(LEAST_ROWS, plan.rows()), plan.capacity())) {
            admit(manager, cache);
            if (active.isEmpty()) {
                return;
            }
            RowAdapters rows = plan.mixed() ? RowAdapters.withRoom(manager, cache.rows()) : null;
            if (rows != null) {
                rows.become(adapters(active));
            }
            Adapter adapter = rows == null ? plan.adapter() : rows;
            try (var one = Threads.of(1);
                    Decoder decoder = Decoder.open(
                            transformer, manager, adapter.afterPrompt(), cache, plan.packed(), isGreedy())) {
                decode(manager, cache, decoder, rows);
            }
        }
    }

    private void decode(NDManager manager, KvCache cache, Decoder decoder, @Nullable RowAdapters rows) {
        while (!active.isEmpty()) {
            try (NDManager step = manager.newSubManager()) {
                int[] tokens = active.stream().mapToInt(Row::lastToken).toArray();
                sampler.choose(decoder.logits(step, tokens), active);
            }
            progress.tell(active);
            dropFinished(cache);
            admit(manager, cache);
            if (rows != null && rows.become(adapters(active))) {
                decoder.use(rows.afterPrompt());
            }
        }
    }

    private static List<ResidentAdapter> adapters(List<Row> rows) {
        return rows.stream().map(row -> row.request().adapter()).toList();
    }

    /** The last rows move to the places of finished ones. */
    private void dropFinished(KvCache cache) {
        for (int slot = active.size() - 1; slot >= 0; slot--) {
            if (!active.get(slot).isActive()) {
                int last = active.size() - 1;
                if (slot != last) {
                    cache.copyRow(last, slot);
                    active.set(slot, active.get(last));
                }
                cache.clear(last);
                active.remove(last);
            }
        }
    }

    /** Fills free places with waiting prompts, as long as there are both. */
    private void admit(NDManager manager, KvCache cache) {
        while (active.size() < plan.rows()) {
            List<List<Row>> groups = waiting.take(plan.rows() - active.size(), active.isEmpty());
            if (groups.isEmpty()) {
                return;
            }
            groups = wanted(groups);
            Map<Integer, List<List<Row>>> byLength = new LinkedHashMap<>();
            for (List<Row> group : groups) {
                int length = padded(group.getFirst().request());
                byLength.computeIfAbsent(length, key -> new ArrayList<>()).add(group);
            }
            byLength.forEach((length, alike) -> {
                int most = Math.max(1, PROMPT_TOKENS / length);
                for (int start = 0; start < alike.size(); start += most) {
                    prefill(manager, cache, length, alike.subList(start, Math.min(alike.size(), start + most)));
                }
            });
            dropFinished(cache);
        }
    }

    private List<List<Row>> wanted(List<List<Row>> groups) {
        List<List<Row>> wanted = new ArrayList<>();
        for (List<Row> group : groups) {
            List<Row> rows =
                    group.stream().filter(row -> !progress.isUnwanted(row)).toList();
            if (!rows.isEmpty()) {
                wanted.add(rows);
            }
        }
        return wanted;
    }

    /**
     * The length that a prompt is padded to: it depends on the prompt alone, so that its sums do, too. At most an eighth is
     * padding, beyond the first few tokens.
     */
    private int padded(GenerationRequest request) {
        int length = request.prompt().length;
        int unit = Math.max(LEAST_ROWS, Integer.highestOneBit(length) / 8);
        int rounded = (length + unit - 1) / unit * unit;
        int before = plan.adapter().places() + request.adapter().places();
        int room = plan.model().config().maximumPositions() - before;
        return Math.min(rounded, Math.max(length, room));
    }

    /** One pass over the prompts of {@code groups}; each prompt's keys and values are then copied for its other rows. */
    private void prefill(NDManager manager, KvCache cache, int length, List<List<Row>> groups) {
        int first = active.size();
        int[] slots = new int[groups.size()];
        List<int[]> prompts = new ArrayList<>();
        List<Integer> source = new ArrayList<>();
        for (int i = 0; i < slots.length; i++) {
            slots[i] = active.size();
            cache.clear(slots[i]);
            prompts.add(groups.get(i).getFirst().request().prompt());
            for (Row row : groups.get(i)) {
                source.add(i);
                active.add(row);
            }
        }
        try (NDManager step = manager.newSubManager()) {
            TokenBatch batch = TokenBatch.of(step, prompts, Padding.RIGHT, length);
            NDArray hidden = transformer.hiddenStates(batch, adapter(step, groups), cache, slots); // (P, T, H)
            for (int row = first; row < active.size(); row++) {
                int from = slots[source.get(row - first)];
                if (from != row) {
                    cache.copyRow(from, row);
                }
            }
            List<Row> fresh = active.subList(first, active.size());
            sampler.choose(firstLogits(hidden, prompts, source), fresh);
        }
        progress.tell(active.subList(first, active.size()));
    }

    /** The adapter of a pass over the prompts of {@code groups}. */
    private Adapter adapter(NDManager step, List<List<Row>> groups) {
        return plan.mixed()
                ? RowAdapters.of(
                        step, adapters(groups.stream().map(List::getFirst).toList()))
                : plan.adapter();
    }

    /** Scores (R, V) after the last token of each prompt, for each of its rows. */
    private NDArray firstLogits(NDArray hidden, List<int[]> prompts, List<Integer> source) {
        long time = hidden.getShape().get(1);
        long[] last = new long[Math.max(LEAST_ROWS, prompts.size())];
        for (int i = 0; i < prompts.size(); i++) {
            last[i] = i * time + prompts.get(i).length - 1;
        }
        NDManager step = hidden.getManager();
        NDArray states = hidden.reshape(-1, hidden.getShape().get(2));
        NDArray ends = indexSelect(states, 0, step.create(last));
        NDArray logits = isGreedy() ? transformer.choiceLogits(ends) : transformer.logits(ends); // (P or more, V)
        long[] rows = source.stream().mapToLong(i -> i).toArray();
        return indexSelect(logits, 0, step.create(rows));
    }

    private boolean isGreedy() {
        return plan.settings().temperature() == 0;
    }
}
