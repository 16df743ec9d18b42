package dev.attune.policy.supervised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.lm.config.TransformerConfig.SpecialTokens;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.ground.Conversations;
import dev.attune.text.Omissions;

/**
 * Conversations as tokens, in the model's chat template.
 *
 * <p>Each piece is encoded by itself: what comes before an answer exactly as it is when an answer is asked for, then the
 * answer. An answer is learned up to and with the token that ends it; where the template writes none, one is added.
 */
final class DemonstrationEncoder {

    private final LanguageModel model;
    private final int maxTokens;
    private final boolean answersOnly;

    DemonstrationEncoder(LanguageModel model, int maxTokens, boolean answersOnly) {
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
                used.add(encoded);
            } catch (CheckpointException e) {
                omissions.leaveOut(demonstration.place(), Conversations.refusal(e));
            } catch (AttuneException e) {
                omissions.leaveOut(
                        demonstration.place(),
                        "it has several answers: "
                                + String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
            }
        }
        return used;
    }

    EncodedDemonstration encode(Demonstration demonstration) {
        return cut(whole(demonstration));
    }

    private EncodedDemonstration whole(Demonstration demonstration) {
        List<Message> conversation = demonstration.conversation();
        IntStream.Builder tokens = IntStream.builder();
        BitSet learned = new BitSet();
        String written = "";
        int count = 0;
        for (int turn = 0; turn < conversation.size(); turn++) {
            if (!conversation.get(turn).role().equals("assistant")) {
                continue;
            }
            String before = render(conversation.subList(0, turn), true);
            String after = render(conversation.subList(0, turn + 1), false);
            int[] prompt = model.tokenizer().encode(rest(before, written));
            int[] answer = ended(model.tokenizer().encode(rest(after, before)));
            learned.set(count + prompt.length, count + prompt.length + answerLength(answer));
            Arrays.stream(prompt).forEach(tokens);
            Arrays.stream(answer).forEach(tokens);
            count += prompt.length + answer.length;
            written = after;
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

    /** Tokens of an answer up to and with the first that ends it. */
    private int answerLength(int[] answer) {
        SpecialTokens special = model.config().specialTokens();
        return IntStream.range(0, answer.length)
                .filter(i -> special.isEnd(answer[i]))
                .map(i -> i + 1)
                .findFirst()
                .orElse(answer.length);
    }

    private int[] ended(int[] answer) {
        SpecialTokens special = model.config().specialTokens();
        if (special.ends().isEmpty() || Arrays.stream(answer).anyMatch(special::isEnd)) {
            return answer;
        }
        int[] ended = Arrays.copyOf(answer, answer.length + 1);
        ended[answer.length] = special.ends().getFirst();
        return ended;
    }

    private String render(List<Message> conversation, boolean addGenerationPrompt) {
        return model.tokenizer().chatTemplate().render(Conversations.forModel(conversation), addGenerationPrompt);
    }

    private static String rest(String whole, String start) {
        if (!whole.startsWith(start)) {
            throw new AttuneException(
                    "template-rewrites",
                    ErrorCategory.CALLER,
                    "The model's chat template rewrites earlier turns when another follows, so its answers cannot be told"
                            + " from its prompts; give conversations with one answer, or another model.");
        }
        return whole.substring(start.length());
    }
}
