package dev.attune.feedback.export;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.trust.Believed;

/**
 * An item with its prompt and the ratings that count, oldest first.
 *
 * @param adjudication a reviewer's verdict, which settles the item whatever the ratings say
 * @param believed what is known of the raters makes of their ratings, as the ring was told; absent while nothing is
 */
public record RatedItem(
        Item item,
        Prompt prompt,
        List<Vote> votes,
        @Nullable Vote adjudication,
        @Nullable Believed believed) {
    public RatedItem {
        votes = List.copyOf(votes);
    }

    /**
     * A rating and who gave it.
     *
     * @param annotator pseudonym of the person
     * @param weighs whether it counts in what settles; not of a person who was set aside
     */
    public record Vote(Judgement judgement, String annotator, boolean weighs) {}

    /** An item that no reviewer decided. */
    public RatedItem(Item item, Prompt prompt, List<Vote> votes) {
        this(item, prompt, votes, null, null);
    }

    /** What settles the item; nothing where none is left that weighs something. */
    public List<Judgement> settling() {
        return adjudication == null
                ? votes.stream().filter(Vote::weighs).map(Vote::judgement).toList()
                : List.of(adjudication.judgement());
    }

    /** What is believed of what settles the item; a reviewer's verdict is believed as it is. */
    public @Nullable Believed believedOfSettling() {
        return adjudication == null ? believed : null;
    }

    /** The ratings without who gave them. */
    public List<Judgement> judgements() {
        return votes.stream().map(Vote::judgement).toList();
    }
}
