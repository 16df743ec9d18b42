package dev.attune.service.outbox;

/** What the bus said instead of an acknowledgement. */
final class NotAcknowledged extends RuntimeException {
    NotAcknowledged(Throwable cause) {
        super(cause.toString(), cause);
    }
}
