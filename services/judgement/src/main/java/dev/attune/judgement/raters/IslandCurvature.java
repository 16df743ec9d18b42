package dev.attune.judgement.raters;

import java.util.Arrays;
import java.util.Optional;

import dev.attune.judgement.maths.PositiveMatrix;
import dev.attune.judgement.vote.Davidson;

/** Sums up one island's curvature, vote by vote. */
final class IslandCurvature {

    private static final int TIES = 3;

    private final int answers;
    private final int[] columns;
    private final double[] a;
    private final double[] b;
    private final double[] r;

    IslandCurvature(int answers, int[] columns, double worthPrecision) {
        this.answers = answers;
        this.columns = columns;
        this.a = new double[answers * answers];
        this.b = new double[answers * columns.length];
        this.r = new double[columns.length * columns.length];
        for (int answer = 0; answer < answers; answer++) {
            a[answer * answers + answer] = worthPrecision;
        }
    }

    /**
     * Adds a vote.
     *
     * @param mixed the slope of the vote's log probability, or 0: what the mixed derivative by worth and slope adds
     */
    void add(Tangent along, Davidson outcome, double mixed) {
        addToAnswers(along, outcome.curvature() * along.slope() * along.slope());
        int[] shared = along.shared();
        for (int i = 0; i < shared.length; i++) {
            if (shared[i] == Layout.NONE) {
                continue;
            }
            int column = Arrays.binarySearch(columns, shared[i]);
            double byM = i == TIES ? outcome.cross() : outcome.curvature() * along.alongShared(i);
            double cross = along.slope() * byM - (i == 0 ? mixed : 0);
            b[along.left() * columns.length + column] += cross;
            b[along.right() * columns.length + column] -= cross;
            for (int j = 0; j < shared.length; j++) {
                if (shared[j] != Layout.NONE) {
                    int other = Arrays.binarySearch(columns, shared[j]);
                    r[column * columns.length + other] += ofShared(i, j, along, outcome);
                }
            }
        }
    }

    private void addToAnswers(Tangent along, double curvature) {
        a[along.left() * answers + along.left()] += curvature;
        a[along.right() * answers + along.right()] += curvature;
        a[along.left() * answers + along.right()] -= curvature;
        a[along.right() * answers + along.left()] -= curvature;
    }

    private static double ofShared(int i, int j, Tangent along, Davidson outcome) {
        if (i == TIES && j == TIES) {
            return outcome.tieCurvature();
        }
        if (i == TIES || j == TIES) {
            return outcome.cross() * along.alongShared(i == TIES ? j : i);
        }
        return outcome.curvature() * along.alongShared(i) * along.alongShared(j);
    }

    void addSharedTo(double[] sum, int size) {
        for (int i = 0; i < columns.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                sum[columns[i] * size + columns[j]] += r[i * columns.length + j];
            }
        }
    }

    Optional<PositiveMatrix> answers() {
        return PositiveMatrix.of(answers, a);
    }

    double[] cross() {
        return b;
    }
}
