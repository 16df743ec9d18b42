package dev.attune.lm.bench;

/** A benchmark that could not be run. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BenchException(String message) {
        super(message);
    }
}
