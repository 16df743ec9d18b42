package dev.attune.contracts.error;

/** Whose fault an error is: the HTTP status, a retry and the dead letter follow from it. */
public enum ErrorCategory {
    /** The caller sent something that can never succeed as it is. */
    CALLER,
    /** The same call may succeed later. */
    RETRIABLE,
    /** A defect of ours. */
    INTERNAL,
    /** Memory, disk or time ran out. */
    RESOURCES
}
