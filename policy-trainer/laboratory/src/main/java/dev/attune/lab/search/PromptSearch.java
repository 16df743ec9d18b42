package dev.attune.lab.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

import dev.attune.contracts.error.AttuneException;
import dev.attune.lab.measure.Bootstrap;
import dev.attune.lab.measure.Significance;
import dev.attune.lab.prompt.Instruction;
import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.prompt.Shown;
import dev.attune.lab.prompt.ShownSets;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;

/** A search for a better prompt, from the task's own to a figure on examples that it has not seen. */
public final class PromptSearch {

    /** Training texts on which the start is looked at: its right answers may be shown, its wrong ones are told to writers. */
    private static final int SCOUTED = 16;
    /** A search with fewer calls spends none on scouting and proposals. */
    private static final int ENOUGH_TO_SCOUT = 200;

    private static final int TOLD_FAILURES = 3;
    private static final int PROPOSALS = 3;

    private final PromptScorer scorer;
    private final String model;
    private final Proposer proposer;
    private final TaskData data;
    private final SearchSettings settings;
    private final Consumer<String> log;

    /**
     * @param model names what scores, with which answers are kept
     * @param log lines for people
     */
    public PromptSearch(
            PromptScorer scorer,
            String model,
            Proposer proposer,
            TaskData data,
            SearchSettings settings,
            Consumer<String> log) {
        this.scorer = scorer;
        this.model = model;
        this.proposer = proposer;
        this.data = data;
        this.settings = settings;
        this.log = log;
    }

    /**
     * Searches; every call is kept in {@code folder} as soon as it is answered, and a search that was broken off goes on there.
     *
     * @throws AttuneException {@code search-data}, {@code search-folder}, or what the task's own prompt is refused for
     */
    public SearchResult run(Path folder) {
        SearchData parts = SearchData.of(data, settings);
        try (CallStore store = CallStore.open(folder)) {
            Calls calls = new Calls(scorer, data, store, model, settings.calls());
            int judged = 2 * parts.test().size();
            calls.reserve(judged + (settings.shortlist() > 0 ? 0 : Search.POLISH_CALLS));
            Proposals proposals = new Proposals(proposer, data.task(), calls, settings.critiques());
            Search search = search(parts, calls, proposals);
            settings.strategy().run(search, proposals, parts.train());
            calls.reserve(judged);
            search.polish();
            return judged(search, parts.test(), proposals);
        }
    }

    private Search search(SearchData parts, Calls calls, Proposals proposals) {
        SearchPrompt start = SearchPrompt.of(data.task(), settings.shortlist());
        List<Example> right = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        boolean scouts = settings.calls() >= ENOUGH_TO_SCOUT;
        if (scouts) {
            List<Example> some =
                    parts.shown().subList(0, Math.min(SCOUTED, parts.shown().size()));
            List<Outcome> outcomes = calls.outcomes(start, some);
            for (int i = 0; i < outcomes.size(); i++) {
                if (outcomes.get(i).right()) {
                    right.add(some.get(i));
                } else if (failures.size() < TOLD_FAILURES) {
                    failures.add(new Failure(some.get(i), outcomes.get(i)));
                }
            }
        }
        Random random = new Random(settings.seed());
        List<Shown> sets =
                new ShownSets(parts.shown(), data.task().labels(), settings.likenesses(), random).sets(right);
        Space space = new Space(start, sets);
        for (int i = 0; scouts && i < PROPOSALS; i++) {
            Optional<Instruction> written = proposals.next(space.instruction(Space.START), failures);
            written.ifPresent(instruction -> {
                int number = space.add(instruction);
                log.accept(instruction.origin() + " " + number + ": "
                        + instruction.said(data.task().labels()).replaceAll("\\s+", " "));
            });
        }
        Search search = new Search(calls, space, parts.dev(), settings.seed(), log);
        Trial first = search.trial(Space.START);
        search.measure(first, search.least());
        if (first.failed()) {
            throw SearchErrors.data(first.told().fault());
        }
        return search;
    }

    /** The one time that the held-out examples are looked at. */
    private SearchResult judged(Search search, List<Example> test, Proposals proposals) {
        Calls calls = search.calls();
        Trial best = search.best();
        calls.reserve(0);
        List<Outcome> before = search.outcomes(search.start(), test);
        List<Outcome> after = search.outcomes(best, test);
        if (after.size() < before.size()) {
            // one of the held-out texts is too long for the best prompt
            best = search.start();
            after = before;
        }
        double[] was = before.stream().mapToDouble(Outcome::value).toArray();
        double[] is = after.stream().mapToDouble(Outcome::value).toArray();
        Bootstrap bootstrap = Bootstrap.ofSeed(settings.seed());
        return new SearchResult(
                bootstrap.mean(was),
                bootstrap.mean(is),
                bootstrap.difference(was, is),
                Significance.mcNemar(right(before), right(after)),
                test.size(),
                search.start().prompt(),
                best.prompt(),
                best.number(),
                search.trials().stream().map(Trial::told).toList(),
                calls.used(),
                calls.fresh(),
                proposals.asked(),
                settings.strategy().text() + ", "
                        + search.space().instruction(best.choice()).told(),
                List.copyOf(proposals.notes()));
    }

    private static boolean[] right(List<Outcome> outcomes) {
        boolean[] right = new boolean[outcomes.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = outcomes.get(i).right();
        }
        return right;
    }
}
