package dev.attune.lm.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import static dev.attune.lm.torch.Operators.indexSelect;

/**
 * Prompts with their answers, and where in the batch each answer token is predicted, so that losses look at answers only.
 * With N answer tokens in all, in the order of the rows:
 *
 * @param batch the joined sequences, padded on the right
 * @param predicting (N) of int64: index into the flattened (B * T) hidden states of the token before each answer token
 * @param targets (N) of int64: the answer tokens
 * @param answerLengths answer tokens of each row
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record AnswerBatch(TokenBatch batch, NDArray predicting, NDArray targets, int[] answerLengths) {

    /** Joins {@code prompts} and {@code answers}, row by row; no prompt may be empty. */
    public static AnswerBatch of(NDManager manager, List<int[]> prompts, List<int[]> answers) {
        if (prompts.size() != answers.size()) {
            throw new IllegalArgumentException(prompts.size() + " prompts came with " + answers.size() + " answers.");
        }
        List<int[]> joined = new ArrayList<>(prompts.size());
        int[] lengths = answers.stream().mapToInt(answer -> answer.length).toArray();
        for (int row = 0; row < prompts.size(); row++) {
            joined.add(concatenated(prompts.get(row), answers.get(row)));
        }
        TokenBatch batch = TokenBatch.of(manager, joined, Padding.RIGHT);
        int total = Arrays.stream(lengths).sum();
        long[] predicting = new long[total];
        long[] targets = new long[total];
        int n = 0;
        for (int row = 0; row < prompts.size(); row++) {
            long first = (long) row * batch.time() + prompts.get(row).length;
            for (int i = 0; i < lengths[row]; i++, n++) {
                predicting[n] = first + i - 1;
                targets[n] = answers.get(row)[i];
            }
        }
        return new AnswerBatch(batch, manager.create(predicting), manager.create(targets), lengths);
    }

    /** Of hidden states (B, T, H), those (N, H) from which the answer tokens are predicted. */
    public NDArray predictingStates(NDArray hidden) {
        return indexSelect(flat(hidden), 0, predicting);
    }

    /** Of hidden states (B, T, H), those (B, H) at the last token of each row. */
    public static NDArray lastStates(TokenBatch batch, NDArray hidden) {
        long[] last = new long[batch.size()];
        for (int row = 0; row < last.length; row++) {
            last[row] = (long) row * batch.time() + batch.column(row, batch.lengths()[row] - 1);
        }
        return indexSelect(flat(hidden), 0, hidden.getManager().create(last));
    }

    private static NDArray flat(NDArray hidden) {
        return hidden.reshape(-1, hidden.getShape().get(2));
    }

    private static int[] concatenated(int[] prompt, int[] answer) {
        int[] joined = Arrays.copyOf(prompt, prompt.length + answer.length);
        System.arraycopy(answer, 0, joined, prompt.length, answer.length);
        return joined;
    }
}
