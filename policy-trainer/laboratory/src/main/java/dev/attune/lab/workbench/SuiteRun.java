package dev.attune.lab.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.lab.check.Answered;
import dev.attune.lab.check.CaseScore;
import dev.attune.lab.check.Checker;
import dev.attune.lab.check.Judges;
import dev.attune.lab.check.Verdict;
import dev.attune.lab.suite.Case;
import dev.attune.lab.suite.Check;
import dev.attune.lab.suite.Provider;
import dev.attune.lab.suite.Suite;
import dev.attune.lab.suite.SuitePrompt;

/** All prompts of a suite with all of its cases, put to all of its providers. */
public final class SuiteRun {

    private static final int AT_ONCE = 32;

    /** Stands for the provider under test. */
    private static final Provider NOBODY = new Provider("", "", Json.MAPPER.createObjectNode(), List.of());

    private final Suite suite;
    private final SuiteModels models;
    private final Provider grader;
    private final Consumer<RunRow> rows;

    /**
     * @param grader who judges by a rubric; the provider under test where it is none
     * @param rows hears each row as soon as it is there
     */
    public SuiteRun(Suite suite, SuiteModels models, @Nullable Provider grader, Consumer<RunRow> rows) {
        this.suite = suite;
        this.models = models;
        this.grader = grader == null ? NOBODY : grader;
        this.rows = rows;
    }

    /** Runs it. */
    public List<RunRow> run() {
        List<RunRow> all = new ArrayList<>();
        for (Provider provider : suite.providers()) {
            Answerer answerer = models.answerer(provider);
            Checker checker = new Checker(new ModelJudges(
                    models, provider, grader.id().isEmpty() ? provider : grader, Judges.labels(checks())));
            for (SuitePrompt prompt : suite.prompts()) {
                if (provider.prompts().isEmpty() || provider.prompts().contains(prompt.label())) {
                    all.addAll(run(provider, answerer, checker, prompt));
                }
            }
        }
        return all;
    }

    private List<Check> checks() {
        return suite.cases().stream().flatMap(one -> one.checks().stream()).toList();
    }

    private record Asked(Case one, int number, int repeat, List<Message> conversation) {}

    private List<RunRow> run(Provider provider, Answerer answerer, Checker checker, SuitePrompt prompt) {
        List<Asked> asked = new ArrayList<>();
        for (int repeat = 1; repeat <= suite.repeat(); repeat++) {
            for (int i = 0; i < suite.cases().size(); i++) {
                Case one = suite.cases().get(i);
                asked.add(new Asked(one, i + 1, repeat, prompt.render(one)));
            }
        }
        boolean timed = checks().stream().anyMatch(check -> check.type().equals("latency"));
        int size = timed ? 1 : AT_ONCE;
        List<RunRow> done = new ArrayList<>();
        for (int from = 0; from < asked.size(); from += size) {
            List<Asked> some = asked.subList(from, Math.min(asked.size(), from + size));
            long[] seeds = some.stream()
                    .mapToLong(one -> one.repeat * 1_000_003L + one.number)
                    .toArray();
            List<Answer> answers =
                    answerer.answer(some.stream().map(Asked::conversation).toList(), seeds);
            for (int i = 0; i < answers.size(); i++) {
                RunRow row = row(provider, prompt, some.get(i), answers.get(i), checker);
                rows.accept(row);
                done.add(row);
            }
        }
        return done;
    }

    private static RunRow row(Provider provider, SuitePrompt prompt, Asked asked, Answer answer, Checker checker) {
        boolean failed = !answer.error().isEmpty();
        List<Verdict> verdicts = failed
                ? List.of()
                : checker.check(new Answered(
                        asked.one, asked.conversation, answer.output(), answer.millis(), answer.perplexity()));
        CaseScore score = failed
                ? new CaseScore(CaseScore.State.FAILED, 0, answer.error())
                : CaseScore.of(verdicts, asked.one.threshold());
        return new RunRow(
                prompt.label(),
                provider.label(),
                asked.number,
                asked.one.title(),
                asked.repeat,
                asked.one.variables(),
                asked.conversation,
                answer.output(),
                answer.error(),
                score.state(),
                score.score(),
                score.reason(),
                verdicts,
                answer.millis());
    }
}
