package dev.attune.contracts.bus;

/**
 * An event of a type that this version does not know but that is named as ours are: a later version says it, while both run.
 * It is skipped and counted ({@link SkippedEvents}), never a dead letter.
 */
public final class UnknownEventException extends InvalidEventException {

    private static final long serialVersionUID = 1L;

    private final String type;

    UnknownEventException(String id, String type) {
        super("Event " + id + " has the type " + type + ", which this version does not know.", null);
        this.type = type;
    }

    /** The CloudEvents type. */
    public String type() {
        return type;
    }
}
