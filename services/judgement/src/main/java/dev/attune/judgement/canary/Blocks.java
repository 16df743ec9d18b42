package dev.attune.judgement.canary;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Sets people of one arm against people of the other, in the order in which their scores became known. The arm with the smaller share gives one person to
 * a block, the other as many as its share allows, {@value #MOST} at most. How many that is depends on the share alone, never on a score.
 */
final class Blocks {

    static final int MOST = 10;

    private final Queue<Double> canary = new ArrayDeque<>();
    private final Queue<Double> production = new ArrayDeque<>();

    /**
     * One more person's score.
     *
     * @param share of the canary when the score became known
     * @return the block that is full with it
     */
    Optional<Block> add(Arm arm, double score, double share) {
        (arm == Arm.CANARY ? canary : production).add(score);
        int ofCanary = size(share / (1 - share));
        int ofProduction = size((1 - share) / share);
        if (canary.size() < ofCanary || production.size() < ofProduction) {
            return Optional.empty();
        }
        return Optional.of(new Block(mean(canary, ofCanary), mean(production, ofProduction)));
    }

    private static int size(double odds) {
        return Math.clamp(Math.round(odds), 1, MOST);
    }

    private static double mean(Queue<Double> scores, int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += scores.remove();
        }
        return sum / size;
    }
}
