package dev.attune.lab.classify;

import java.nio.charset.StandardCharsets;

import dev.attune.contracts.json.Choice;

/** What of a word's log-likelihood counts. */
public enum Score implements Choice {
    /** The sum over its tokens. */
    SUM,
    /** The mean over its tokens. */
    TOKEN,
    /** The sum by the number of its characters: lm-evaluation-harness's {@code acc_norm}. */
    CHARACTER,
    /** The sum by the number of its bytes: {@code acc_bytes}. */
    BYTE,
    /** The sum less the word's log-likelihood after the template without a text: {@code acc_mutual_info}. */
    PMI;

    double of(double sum, int tokens, String word) {
        return switch (this) {
            case SUM, PMI -> sum;
            case TOKEN -> sum / tokens;
            case CHARACTER -> sum / word.codePointCount(0, word.length());
            case BYTE -> sum / word.getBytes(StandardCharsets.UTF_8).length;
        };
    }
}
