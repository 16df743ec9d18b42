package dev.attune.registry.prompt;

import java.util.List;

/** A case of a run with what became of each prompt: a line of the matrix. */
public record RunCase(int number, String title, List<Cell> cells) {

    /** @param position of the row in the run, from 0 */
    public record Cell(
            int position,
            String prompt,
            String provider,
            int repeat,
            RunRow.State state,
            double score,
            String reason) {}
}
