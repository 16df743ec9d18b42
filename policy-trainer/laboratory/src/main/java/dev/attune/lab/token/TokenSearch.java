package dev.attune.lab.token;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.json.Json;
import dev.attune.lab.classify.Classification;
import dev.attune.lab.classify.Classifier;
import dev.attune.lab.classify.TokenSlopes;
import dev.attune.lab.measure.Bootstrap;
import dev.attune.lab.measure.Predictions;
import dev.attune.lab.measure.Significance;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;

/**
 * Tokens before each text with which a frozen model does a task better, found by the gradient of the loss at their one-hot
 * vectors. The gradient only says where to look: what replaces a token is chosen by the loss itself, on other training
 * examples; which tokens are kept, by the examples to choose with; what they are worth, by held-out ones, read once.
 */
public final class TokenSearch {

    /** Examples to choose with, at most. */
    private static final int DEV = 100;
    /** Examples to judge by, at most. */
    private static final int TEST = 400;
    /** Of the steps so many measure the examples to choose with. */
    private static final int DEV_TIMES = 6;

    private final MeasuredModel model;
    private final TaskData data;
    private final SearchPrompt start;
    private final TokenSettings settings;
    private final Consumer<String> log;
    private final ReadableTokens readable;
    private final List<Example> dev;

    /**
     * @param start what the tokens are put into, its template before the text
     * @param log lines for people
     */
    public TokenSearch(
            MeasuredModel model, TaskData data, SearchPrompt start, TokenSettings settings, Consumer<String> log) {
        this.model = model;
        this.data = data;
        this.start = start;
        this.settings = settings;
        this.log = log;
        TokenData.require(data, settings.batch());
        this.dev = data.dev().subList(0, Math.min(DEV, data.dev().size()));
        this.readable = new ReadableTokens(
                model.model().tokenizer(), model.model().config().vocabularySize());
    }

    /** The prompt with a text before its template's; what the text says is no variable. */
    static SearchPrompt with(SearchPrompt start, String text) {
        return text.isEmpty() ? start : start.withTemplate(text + "\n" + start.template());
    }

    /** Searches, from where {@code folder} says that it was broken off. */
    public TokenResult run(Path folder) {
        String key = Sha256.of(model.digest()
                + Json.text(settings)
                + Json.text(start.json())
                + data.train().size()
                + data.task().source().files());
        TokenState state = TokenState.read(folder, key).orElseGet(() -> first(key));
        log.accept(String.format(
                Locale.ROOT,
                "%d tokens of %d that are readable, step %d of %d; loss without them %.4f on %d examples",
                settings.tokens(),
                readable.size(),
                state.steps().size(),
                settings.steps(),
                state.devBefore(),
                dev.size()));
        while (state.steps().size() < settings.steps()) {
            state = next(state);
            state.write(folder);
            Step step = state.steps().getLast();
            log.accept(String.format(
                    Locale.ROOT,
                    "step %d: %d candidates, %.4f to %.4f%s: %s",
                    step.step(),
                    step.tried(),
                    step.before(),
                    step.after(),
                    step.dev() == null ? "" : String.format(Locale.ROOT, ", dev %.4f", step.dev()),
                    step.text()));
        }
        return judged(state);
    }

    private TokenState first(String key) {
        double loss = loss("", dev);
        return new TokenState(key, readable.first(settings.tokens()), new int[0], loss, loss, List.of(), dev.size(), 0);
    }

    private TokenState next(TokenState state) {
        int number = state.steps().size() + 1;
        // each step's own: a search that is taken up goes the same way
        Random random =
                new Random(new Sha256().add(settings.seed() + " " + number).leading53());
        List<Example> drawn = new ArrayList<>(data.train());
        Collections.shuffle(drawn, random);
        List<Example> forGradient = drawn.subList(0, settings.batch());
        List<Example> forLoss = drawn.subList(settings.batch(), 2 * settings.batch());

        TokenSlopes slopes = slopes(state.tokens(), forGradient);
        List<int[]> candidates = candidates(state.tokens(), slopes.slopes(), number, random);
        double before = loss(readable.text(state.tokens()), forLoss);
        double least = before;
        int[] tokens = state.tokens();
        for (int[] candidate : candidates) {
            double loss = loss(readable.text(candidate), forLoss);
            if (loss < least) {
                least = loss;
                tokens = candidate;
            }
        }
        int calls = state.calls() + (1 + candidates.size()) * forLoss.size();
        Double onDev = null;
        int[] best = state.best();
        double bestDev = state.bestDev();
        if (number == settings.steps() || number % Math.max(1, settings.steps() / DEV_TIMES) == 0) {
            double measured = loss(readable.text(tokens), dev);
            calls += dev.size();
            best = measured < bestDev ? tokens : best;
            bestDev = Math.min(measured, bestDev);
            onDev = measured;
        }
        Step step = new Step(number, slopes.loss(), before, least, candidates.size(), readable.text(tokens), onDev);
        return new TokenState(
                state.key(),
                tokens,
                best,
                state.devBefore(),
                bestDev,
                state.and(step),
                calls,
                state.gradients() + forGradient.size());
    }

    private TokenSlopes slopes(int[] tokens, List<Example> examples) {
        TaskData with = with(start, readable.text(tokens)).on(data);
        int place = TokenSlopes.place(model, with, examples.getFirst(), tokens)
                .orElseThrow(() -> new IllegalStateException("Tokens are kept only where they are found again"));
        return TokenSlopes.of(model, with, examples, place, tokens.length);
    }

    /** Replacements of one token that turn into themselves, in the prompt, too. */
    private List<int[]> candidates(int[] tokens, float[][] slopes, int step, Random random) {
        int[][] promising = new int[tokens.length][];
        List<int[]> candidates = new ArrayList<>();
        // GCG draws from all places; AutoPrompt goes through the best of one
        int place = (step - 1) % tokens.length;
        int most = settings.method() == TokenMethod.GCG ? 4 * settings.candidates() : settings.top();
        for (int draw = 0; draw < most && candidates.size() < settings.candidates(); draw++) {
            int at = settings.method() == TokenMethod.GCG ? random.nextInt(tokens.length) : place;
            if (promising[at] == null) {
                promising[at] = promising(slopes[at], tokens[at]);
            }
            int chosen = settings.method() == TokenMethod.GCG ? random.nextInt(promising[at].length) : draw;
            if (chosen >= promising[at].length) {
                break;
            }
            int[] candidate = tokens.clone();
            candidate[at] = promising[at][chosen];
            if (candidates.stream().noneMatch(one -> Arrays.equals(one, candidate)) && isFoundAgain(candidate)) {
                candidates.add(candidate);
            }
        }
        return candidates;
    }

    /** Readable tokens whose slope falls most, the steepest first. */
    private int[] promising(float[] slopes, int now) {
        return IntStream.range(0, slopes.length)
                .filter(token -> token != now && readable.isAllowed(token))
                .boxed()
                .sorted(Comparator.comparingDouble(token -> slopes[token]))
                .limit(settings.top())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private boolean isFoundAgain(int[] tokens) {
        if (!readable.turnsIntoItself(tokens)) {
            return false;
        }
        TaskData with = with(start, readable.text(tokens)).on(data);
        OptionalInt place = TokenSlopes.place(model, with, data.train().getFirst(), tokens);
        return place.isPresent();
    }

    /** The mean loss of examples with a text before the template. */
    private double loss(String text, List<Example> examples) {
        Predictions said = said(with(start, text), examples);
        double loss = 0;
        for (int i = 0; i < said.size(); i++) {
            loss -= Math.log(Math.max(said.probabilities()[i][said.truth()[i]], 1e-30)) / said.size();
        }
        return loss;
    }

    private Predictions said(SearchPrompt prompt, List<Example> examples) {
        Classification done =
                new Classifier(model, prompt.on(data), prompt.settings(settings.seed())).classify(examples);
        return done.said();
    }

    private TokenResult judged(TokenState state) {
        List<Example> test = data.test().subList(0, Math.min(TEST, data.test().size()));
        String text = state.best().length == 0 ? "" : readable.text(state.best());
        SearchPrompt prompt = with(start, text);
        Predictions was = said(start, test);
        Predictions is = text.isEmpty() ? was : said(prompt, test);
        Bootstrap bootstrap = Bootstrap.ofSeed(settings.seed());
        return new TokenResult(
                bootstrap.mean(values(was)),
                bootstrap.mean(values(is)),
                bootstrap.difference(values(was), values(is)),
                Significance.mcNemar(was.right(), is.right()),
                test.size(),
                state.devBefore(),
                state.bestDev(),
                state.best(),
                text,
                start,
                prompt,
                state.steps(),
                state.calls() + test.size() * (text.isEmpty() ? 1 : 2),
                state.gradients());
    }

    private static double[] values(Predictions said) {
        boolean[] right = said.right();
        return IntStream.range(0, right.length)
                .mapToDouble(i -> right[i] ? 1 : 0)
                .toArray();
    }
}
