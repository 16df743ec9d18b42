package dev.attune.lab.study;

/** Runs a cell to its end, after which its result is in the store. */
@FunctionalInterface
public interface CellRunner {

    /** @throws dev.attune.contracts.error.AttuneException {@code lab-cell} when there is no result */
    void run(Order order);
}
