package dev.attune.policy.supervised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.text.Tokenizer.Encoded;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.ground.Conversations;
import dev.attune.text.Omissions;

/**
 * Conversations as tokens, in the model's chat template, each encoded in one piece. An answer is learned up to and with the
 * token that ends it; where the template writes none, one is added. An answer that the template leaves out of the whole
 * conversation is not learned.
 */
final class DemonstrationEncoder {

    private final LanguageModel model;
    private final int maxTokens;
    private final boolean answersOnly;
    private final TaskNames tasks;

    DemonstrationEncoder(LanguageModel model, int maxTokens, boolean answersOnly) {
        this(model, maxTokens, answersOnly, TaskNames.NONE);
    }

    DemonstrationEncoder(LanguageModel model, int maxTokens, boolean answersOnly, TaskNames tasks) {
        this.tasks = tasks;
        this.model = model;
        this.maxTokens = Math.min(maxTokens, model.config().maximumPositions());
        this.answersOnly = answersOnly;
    }

    /**
     * The demonstrations that the template takes and that have something to learn within the limit of tokens.
     *
     * @param omissions hears of the others, and of those that are cut
     */
    List<EncodedDemonstration> encodeAll(List<Demonstration> demonstrations, Omissions omissions) {
        List<EncodedDemonstration> used = new ArrayList<>();
        for (Demonstration demonstration : demonstrations) {
            try {
                EncodedDemonstration whole = whole(demonstration);
                EncodedDemonstration encoded = cut(whole);
                if (encoded.learned().isEmpty()) {
                    omissions.leaveOut(
                            demonstration.place(),
                            "of its " + whole.length() + " tokens the first " + maxTokens
                                    + " hold nothing of an answer");
                    continue;
                }
                if (encoded.length() < whole.length()) {
                    omissions.cut(
                            demonstration.place(),
                            "of its " + whole.length() + " tokens the first " + maxTokens + " are used");
                }
                used.add(encoded.ofTask(tasks.of(demonstration)));
            } catch (CheckpointException e) {
                omissions.leaveOut(demonstration.place(), Conversations.refusal(e));
            }
        }
        return used;
    }

    EncodedDemonstration encode(Demonstration demonstration) {
        return cut(whole(demonstration));
    }

    private EncodedDemonstration whole(Demonstration demonstration) {
        AnswerPlaces places =
                AnswerPlaces.of(model.tokenizer().chatTemplate(), Conversations.forModel(demonstration.conversation()));
        Encoded encoded = model.dialogue().tokens(places.whole(), places.boundaries());
        int[] all = encoded.tokens();
        IntStream.Builder tokens = IntStream.builder();
        BitSet learned = new BitSet();
        int count = 0;
        int read = 0;
        for (int answer = 0; answer < encoded.places().length; answer += 2) {
            int start = Math.max(read, encoded.places()[answer]);
            int end = withEnd(all, start, Math.max(start, encoded.places()[answer + 1]));
            int length = answerLength(all, start, end);
            boolean ended = length > 0 && isEnd(all[start + length - 1]);
            IntStream.range(read, end).map(i -> all[i]).forEach(tokens);
            count += end - read;
            int first = count - (end - start);
            learned.set(first, first + length);
            OptionalInt added = ended ? OptionalInt.empty() : model.dialogue().end();
            if (added.isPresent()) {
                tokens.add(added.getAsInt());
                learned.set(count++);
            }
            read = end;
        }
        return new EncodedDemonstration(tokens.build().toArray(), learned);
    }

    private EncodedDemonstration cut(EncodedDemonstration whole) {
        int[] tokens = whole.tokens();
        BitSet learned = (BitSet) whole.learned().clone();
        int length = Math.min(tokens.length, maxTokens);
        if (!answersOnly) {
            learned.set(0, length);
        }
        learned.clear(0);
        learned.clear(length, Math.max(length, learned.length()));
        return new EncodedDemonstration(Arrays.copyOf(tokens, length), learned);
    }

    /** The end of an answer, with the token that ends it where that comes next. */
    private int withEnd(int[] tokens, int start, int end) {
        boolean ended = IntStream.range(start, end).anyMatch(i -> isEnd(tokens[i]));
        return !ended && end < tokens.length && isEnd(tokens[end]) ? end + 1 : end;
    }

    /** Tokens of an answer up to and with the first that ends it. */
    private int answerLength(int[] tokens, int start, int end) {
        return IntStream.range(start, end)
                .filter(i -> isEnd(tokens[i]))
                .map(i -> i + 1 - start)
                .findFirst()
                .orElse(end - start);
    }

    private boolean isEnd(int token) {
        return model.config().specialTokens().isEnd(token);
    }
}
