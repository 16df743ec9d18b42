package dev.attune.lm.torch;

/** An operator of libtorch refused its arguments, or the library could not be bound. */
public final class TorchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TorchException(String message) {
        super(message);
    }

    public TorchException(String message, Throwable cause) {
        super(message, cause);
    }
}
