package dev.attune.judgement.canary;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;

/**
 * The difference of the arms' means, canary less production: all differences that no bet has refuted, from below with one error and from above with
 * another. The ends lie on a grid of {@value #STEP}; the margin and 0, about which there is a decision, are refuted by the bets that decide.
 */
final class Difference {

    private static final double STEP = 0.01;
    private static final int ENDS = 199;

    private final double refuted;
    private final Side below;
    private final Side above;
    private double canary;
    private double production;
    private int blocks;

    /** One side: bets that the first of a block exceeds the second by more than each difference. */
    private final class Side {
        private final ExcessBet[] bets = new ExcessBet[ENDS];
        private final ExcessBet decides;
        private final double decided;

        private Side(double decided) {
            this.decided = decided;
            this.decides = new ExcessBet(1, decided);
            for (int i = 0; i < ENDS; i++) {
                bets[i] = new ExcessBet(1, end(i));
            }
        }

        private void add(Block block) {
            decides.add(block);
            for (ExcessBet bet : bets) {
                bet.add(block);
            }
        }

        /** The largest difference that it exceeds. */
        private double low() {
            int left = 0;
            while (left < ENDS && bets[left].won(refuted)) {
                left++;
            }
            double low = left == 0 ? -1 : end(left - 1);
            return decides.won(refuted) ? Math.max(low, decided) : Math.min(low, decided);
        }
    }

    Difference(double alpha, double margin) {
        this.refuted = alpha;
        this.below = new Side(margin);
        this.above = new Side(0);
    }

    private static double end(int i) {
        return (i + 1) * STEP - 1;
    }

    void add(Block block) {
        below.add(block);
        above.add(block.turned());
        canary += block.canary();
        production += block.production();
        blocks++;
    }

    /** The interval now; undefined when the two sides contradict each other, or before the first block. */
    Finding<Interval> interval() {
        if (blocks == 0) {
            return Finding.undefined(Undefined.TOO_FEW);
        }
        double low = below.low();
        double high = -above.low();
        return low > high
                ? Finding.undefined(Undefined.CONTRADICTED)
                : Finding.of(new Interval((canary - production) / blocks, low, high));
    }
}
