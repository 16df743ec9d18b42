package dev.attune.lm.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import ai.djl.ndarray.NDManager;

import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.rows.ResidentAdapter;
import dev.attune.lm.rows.RowAdapters;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Threads;

/**
 * Samples answers, many at a time. The rows are dealt to one thread per core, each with a cache of its own, so that no kernel
 * waits for another core; prompts that wait take the places of answers that are done.
 *
 * <p>A request gives the same answer whatever else is in the batch: each row's sums have the same order whoever its neighbours
 * are. With packed weights that holds for float32 and bfloat16 alike, without them for float32.
 *
 * <p>Requests may each have an adapter of their own over the one model: their rows stand in the same passes
 * ({@link RowAdapters}). In bfloat16 what their neighbours' adapters change may then move a row's numbers by a rounding. Requests
 * whose adapter does not share batches are answered after the others, one adapter after another.
 */
public final class Generator {
    /** A thread of its own pays from so many rows on. */
    private static final int ROWS_PER_THREAD = 4;

    private final LanguageModel model;
    private final Adapter adapter;
    private final GenerationOptions options;

    public Generator(LanguageModel model, Adapter adapter, GenerationOptions options) {
        this.model = model;
        this.adapter = adapter;
        this.options = options;
    }

    /** Answers of {@code model} with {@code adapter}, at most {@code maximumRows} at once. */
    public Generator(LanguageModel model, Adapter adapter, int maximumRows) {
        this(model, adapter, GenerationOptions.defaults().withRows(maximumRows));
    }

    public Generator(LanguageModel model, Adapter adapter) {
        this(model, adapter, GenerationOptions.defaults());
    }

    /** One answer for each request, in the same order. */
    public List<Generation> generate(List<GenerationRequest> requests, SamplingSettings settings) {
        return generate(requests, settings, TokenListener.NONE);
    }

    /** As {@link #generate(List, SamplingSettings)}; {@code listener} hears of every token at once, of one at a time. */
    public List<Generation> generate(
            List<GenerationRequest> requests, SamplingSettings settings, TokenListener listener) {
        return generate(requests, settings, listener, new Cancellation());
    }

    /**
     * As {@link #generate(List, SamplingSettings, TokenListener)}, until {@code cancellation} says otherwise.
     *
     * @throws IllegalArgumentException if a prompt leaves no room for an answer, or memory does not suffice
     */
    public List<Generation> generate(
            List<GenerationRequest> requests,
            SamplingSettings settings,
            TokenListener listener,
            Cancellation cancellation) {
        if (requests.isEmpty()) {
            return List.of();
        }
        List<Row> rows = rows(requests, settings);
        castTrainedWeights();
        Progress progress = new Progress(listener, cancellation);
        Map<ResidentAdapter, List<Row>> apart = new LinkedHashMap<>();
        List<Row> together = new ArrayList<>();
        for (Row row : rows) {
            ResidentAdapter own = row.request().adapter();
            (own.sharesBatches() ? together : apart.computeIfAbsent(own, key -> new ArrayList<>())).add(row);
        }
        boolean mixed = together.stream().anyMatch(row -> row.request().adapter() != ResidentAdapter.BASE);
        generate(together, adapter, mixed, settings, progress);
        apart.forEach((own, its) -> generate(its, own.apart(), false, settings, progress));
        return rows.stream().map(Row::answer).toList();
    }

    private void generate(List<Row> rows, Adapter own, boolean mixed, SamplingSettings settings, Progress progress) {
        if (rows.isEmpty()) {
            return;
        }
        int capacity =
                adapter.places() + rows.stream().mapToInt(Row::positions).max().orElse(0);
        MemoryBudget budget = new MemoryBudget(model, options);
        int together = budget.rows(Math.min(rows.size(), options.rows()), capacity);
        int cores = options.threads() == 0 ? Threads.count() : options.threads();
        int lanes = Math.clamp(together / ROWS_PER_THREAD, 1, cores);
        int rowsPerLane = (together + lanes - 1) / lanes;
        boolean packed = budget.fitsPacked(lanes * rowsPerLane, capacity);
        Lane.Plan plan = new Lane.Plan(model, own, mixed, settings, rowsPerLane, capacity, packed, cores / lanes);
        run(lanes, plan, new Waiting(rows, rowsPerLane), progress);
    }

    private List<Row> rows(List<GenerationRequest> requests, SamplingSettings settings) {
        List<Row> rows = new ArrayList<>(requests.size());
        for (GenerationRequest request : requests) {
            requireOneAdapter(request);
            int places = adapter.places() + request.adapter().places();
            int room = model.config().maximumPositions() - places - request.prompt().length;
            if (room < 1 || request.prompt().length == 0) {
                throw new IllegalArgumentException("A prompt of " + request.prompt().length + " tokens"
                        + (places == 0 ? "" : " after the adapter's " + places + " places")
                        + " leaves no room for an answer in the model's "
                        + model.config().maximumPositions() + " positions; "
                        + (room < 1 ? "shorten it." : "it needs at least one token."));
            }
            int limit = Math.min(room, settings.maximumNewTokens());
            rows.add(new Row(
                    rows.size(), request, limit, settings, model.config().specialTokens(), model.tokenizer()));
        }
        return rows;
    }

    private void requireOneAdapter(GenerationRequest request) {
        if (adapter != Adapter.NONE && request.adapter() != ResidentAdapter.BASE) {
            throw new IllegalArgumentException(
                    "A request with an adapter of its own needs a generator without one: a row has one adapter.");
        }
    }

    /** Once here, rather than by several threads at the same time. */
    private void castTrainedWeights() {
        try (var recording = Autograd.off();
                NDManager step = model.newStep()) {
            model.transformer().parameters().forEach(parameter -> parameter.forCompute(step));
            adapter.parameters().forEach(parameter -> parameter.forCompute(step));
        }
    }

    /** The calling thread is the first lane; a failure of any ends all. */
    private static void run(int lanes, Lane.Plan plan, Waiting waiting, Progress progress) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> others = new ArrayList<>();
        Runnable lane = () -> {
            try {
                new Lane(plan, waiting, progress).run();
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                progress.stop();
            }
        };
        for (int i = 1; i < lanes; i++) {
            others.add(Thread.ofPlatform().name("generation-" + i).daemon().start(lane));
        }
        lane.run();
        others.forEach(Generator::join);
        switch (failure.get()) {
            case null -> {}
            case Error error -> throw error;
            case Throwable other -> throw (RuntimeException) other;
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // native work cannot be left behind
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
