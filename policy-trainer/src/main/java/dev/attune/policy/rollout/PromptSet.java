package dev.attune.policy.rollout;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.ground.Conversations;
import dev.attune.policy.ground.Seeds;
import dev.attune.reward.tune.Tunables;
import dev.attune.text.Omissions;

/**
 * The prompts of a run as tokens.
 *
 * @param tokens of each prompt, up to where the answer begins
 * @param leftOut prompts that were longer than the limit, leave no room for an answer, or are refused by the template
 */
public record PromptSet(List<List<Message>> prompts, List<int[]> tokens, int leftOut) {

    private static final Logger LOG = LoggerFactory.getLogger(PromptSet.class);

    public PromptSet {
        prompts = List.copyOf(prompts);
        tokens = List.copyOf(tokens);
    }

    /**
     * Tokenises the prompts and leaves out those of more than {@code maxTokens}.
     *
     * @throws AttuneException {@code no-prompts} when none is left
     */
    public static PromptSet of(LanguageModel model, List<List<Message>> prompts, int maxTokens) {
        int limit = Math.min(maxTokens, model.config().maximumPositions() - 1);
        List<List<Message>> kept = new ArrayList<>();
        List<int[]> tokens = new ArrayList<>();
        Omissions omissions = new Omissions("prompts");
        for (List<Message> prompt : prompts) {
            String place = "prompt " + (kept.size() + omissions.leftOut() + 1) + " of " + prompts.size();
            try {
                int[] ids = model.promptTokens(Conversations.forModel(prompt));
                if (ids.length > 0 && ids.length <= limit) {
                    kept.add(prompt);
                    tokens.add(ids);
                } else {
                    omissions.leaveOut(place, "it has " + ids.length + " tokens, not 1 to " + limit);
                }
            } catch (CheckpointException e) {
                omissions.leaveOut(place, Conversations.refusal(e));
            }
        }
        omissions.sentences().forEach(LOG::warn);
        if (kept.isEmpty()) {
            throw new AttuneException(
                    "no-prompts",
                    ErrorCategory.CALLER,
                    "None of the " + prompts.size() + " prompts has 1 to " + limit
                            + " tokens; add shorter prompts or raise maxPromptTokens. " + omissions.first());
        }
        return new PromptSet(kept, tokens, prompts.size() - kept.size());
    }

    /**
     * Tokenises the prompts and leaves out those that leave no room for an answer after what any of {@code adapters} puts before
     * them: all are to answer the same prompts.
     *
     * @throws AttuneException {@code no-prompts} when none is left
     */
    public static PromptSet answerable(LanguageModel model, List<List<Message>> prompts, List<Adapter> adapters) {
        return of(model, prompts, longestFor(model, adapters));
    }

    /** Most tokens of a prompt that leaves room for one of an answer after what any of {@code adapters} puts before it. */
    public static int longestFor(LanguageModel model, List<Adapter> adapters) {
        int places = adapters.stream().mapToInt(Adapter::places).max().orElse(0);
        return model.config().maximumPositions() - places - 1;
    }

    /**
     * Refuses prompts that leave no room for an answer after what an adapter puts before them.
     *
     * @throws AttuneException {@code no-room}
     */
    public void requireRoom(LanguageModel model, Adapter adapter) {
        Tunables.requireRoom(adapter.places(), model, longest() + 1, "prompt with a token of its answer");
    }

    /** Tokens of the longest prompt. */
    public int longest() {
        return tokens.stream().mapToInt(prompt -> prompt.length).max().orElse(0);
    }

    /**
     * The prompts of one update: update after update goes through all of them in an order drawn anew for each pass.
     *
     * @return indices of {@code count} prompts; the same for the same seed and update, whatever came before
     */
    public int[] draw(long seed, int update, int count) {
        int size = prompts.size();
        int[] drawn = new int[count];
        long first = (long) update * count;
        int pass = -1;
        List<Integer> order = List.of();
        for (int i = 0; i < count; i++) {
            int wanted = Math.toIntExact((first + i) / size);
            if (wanted != pass) {
                pass = wanted;
                order = Seeds.order(size, Seeds.derive(seed, pass));
            }
            drawn[i] = order.get(Math.toIntExact((first + i) % size));
        }
        return drawn;
    }
}
