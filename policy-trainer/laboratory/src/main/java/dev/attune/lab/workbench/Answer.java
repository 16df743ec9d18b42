package dev.attune.lab.workbench;

/**
 * What came back.
 *
 * @param output the answer; empty where there is none
 * @param error why there is none, as a sentence; empty for an answer
 * @param perplexity of the answer's tokens; NaN where it is not told
 */
public record Answer(String output, String error, double millis, double perplexity) {

    static Answer failed(String error, double millis) {
        return new Answer("", error, millis, Double.NaN);
    }
}
