package dev.attune.feedback.service.imported;

import java.util.List;

import dev.attune.contracts.event.Rating.Remarks;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.RatedPair;
import dev.attune.feedback.form.Details;

/**
 * What people said elsewhere of each answer by itself. Axes, flags and reasons are the other place's own: whether this project asks for
 * them says nothing of whether they were given.
 */
public final class ImportedDetails {

    private static final int MOST = 100;
    private static final int LONGEST_NAME = 100;

    private ImportedDetails() {}

    /** @throws FeedbackException {@link Fault#INVALID_LINE} or {@link Fault#IDENTICAL_ANSWERS} when they cannot be of this pair */
    public static void check(RatedPair pair) {
        List<Remarks> remarks = pair.details().remarks();
        if (!remarks.isEmpty()) {
            check(pair.chosen(), remarks.getFirst());
            check(pair.rejected(), remarks.getLast());
        }
        Details.Correction correction = pair.details().correction();
        if (correction != null) {
            String text = correction.text().strip();
            Fault.EMPTY_ANSWER.when(text.isEmpty(), "The corrected answer is empty.");
            Fault.IDENTICAL_ANSWERS.when(
                    text.equals(pair.chosen().strip())
                            || text.equals(pair.rejected().strip()),
                    "The corrected answer is the same as one of the answers.");
        }
    }

    private static void check(String answer, Remarks remarks) {
        Fault.INVALID_LINE.when(
                remarks.scores().size() > MOST
                        || remarks.flags().size() > MOST
                        || remarks.highlights().size() > MOST,
                "An answer has more than " + MOST + " scores, flags or marked parts.");
        Fault.INVALID_LINE.when(
                remarks.scores().keySet().stream().anyMatch(name -> name.length() > LONGEST_NAME)
                        || remarks.flags().stream().anyMatch(name -> name.length() > LONGEST_NAME),
                "An axis or a flag has a name of more than " + LONGEST_NAME + " characters.");
        int length = answer.codePointCount(0, answer.length());
        remarks.highlights()
                .forEach(part -> Fault.INVALID_LINE.when(
                        part.end() > length,
                        "A marked part ends at " + part.end() + ", but the answer has " + length + " characters."));
    }

    /**
     * What was said, as an item keeps it.
     *
     * @param chosenFirst whether the item's first answer is the pair's {@code chosen}
     */
    public static Details of(RatedPair pair, boolean chosenFirst) {
        Details said = pair.details();
        if (chosenFirst) {
            return said;
        }
        Details.Correction correction = said.correction();
        return new Details(
                List.of(),
                List.of(),
                said.remarks().reversed(),
                correction == null ? null : new Details.Correction(1 - correction.answer(), correction.text()),
                null,
                null);
    }
}
