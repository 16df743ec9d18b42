package dev.attune.feedback;

import java.util.List;
import java.util.UUID;

import dev.attune.contracts.event.Candidate;
import dev.attune.feedback.form.Form;

/**
 * Candidate answers to a prompt, to be rated by a fixed number of people; none where people write the answer.
 *
 * @param answers in the order of their ids; which one stands where is drawn for each annotator
 * @param form what is asked of raters
 * @param accepted ratings so far, never more than {@code ratingsPerItem}
 */
public record Item(
        UUID id, UUID projectId, UUID promptId, List<Candidate> answers, Form form, int ratingsPerItem, int accepted) {
    public Item {
        answers = List.copyOf(answers);
    }

    /** A pair that is compared. */
    public Item(
            UUID id,
            UUID projectId,
            UUID promptId,
            Candidate first,
            Candidate second,
            int ratingsPerItem,
            int accepted) {
        this(id, projectId, promptId, List.of(first, second), Form.PLAIN, ratingsPerItem, accepted);
    }

    /** The candidate with the smaller id, of a pair. */
    public Candidate first() {
        return answers.getFirst();
    }

    /** The other candidate of a pair. */
    public Candidate second() {
        return answers.get(1);
    }

    /** The same, of which raters are asked something else. */
    public Item with(Form other) {
        return new Item(id, projectId, promptId, answers, other, ratingsPerItem, accepted);
    }

    /** The same with so many more ratings. */
    public Item withMore(int ratings) {
        return new Item(id, projectId, promptId, answers, form, ratingsPerItem, accepted + ratings);
    }

    public boolean settled() {
        return accepted == ratingsPerItem;
    }
}
