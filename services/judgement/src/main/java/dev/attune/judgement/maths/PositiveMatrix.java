package dev.attune.judgement.maths;

import java.util.Optional;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** A symmetric positive definite matrix, decomposed: solves by it, and gives its inverse. */
public final class PositiveMatrix {

    private final int size;
    private final DMatrixRMaj inverse;

    private PositiveMatrix(DMatrixRMaj inverse) {
        this.size = inverse.numRows;
        this.inverse = inverse;
    }

    /**
     * Decomposes by Cholesky.
     *
     * @param rows size x size, row by row; only read
     * @return nothing where the matrix is not positive definite
     */
    public static Optional<PositiveMatrix> of(int size, double[] rows) {
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(size);
        if (!solver.setA(DMatrixRMaj.wrap(size, size, rows.clone()))) {
            return Optional.empty();
        }
        DMatrixRMaj inverse = new DMatrixRMaj(size, size);
        solver.invert(inverse);
        return Optional.of(new PositiveMatrix(inverse));
    }

    /** A^-1 x. */
    public double[] solve(double[] x) {
        double[] result = new double[size];
        for (int row = 0; row < size; row++) {
            double sum = 0;
            for (int column = 0; column < size; column++) {
                sum += inverse.data[row * size + column] * x[column];
            }
            result[row] = sum;
        }
        return result;
    }

    /** The element of A^-1. */
    public double inverse(int row, int column) {
        return inverse.data[row * size + column];
    }
}
