package dev.attune.contracts.bus;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** A record on the bus does not fit its schema: it goes to the dead-letter topic, and the consumer goes on. */
public class InvalidEventException extends AttuneException {

    public InvalidEventException(String sentence, @Nullable Throwable cause) {
        super("invalid-event", ErrorCategory.CALLER, sentence, cause);
    }
}
