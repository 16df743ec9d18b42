package dev.attune.feedback.export;

import java.util.List;

import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;

/** An item with its prompt and the ratings that count, oldest first. */
public record RatedItem(Item item, Prompt prompt, List<Vote> votes) {
    public RatedItem {
        votes = List.copyOf(votes);
    }

    /**
     * A rating and who gave it.
     *
     * @param annotator pseudonym of the person
     */
    public record Vote(Judgement judgement, String annotator) {}

    /** The ratings without who gave them. */
    public List<Judgement> judgements() {
        return votes.stream().map(Vote::judgement).toList();
    }
}
