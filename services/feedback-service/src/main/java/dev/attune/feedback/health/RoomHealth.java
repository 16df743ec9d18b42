package dev.attune.feedback.health;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How a room is: a service or a worker.
 *
 * @param version of its build, with the commit where it was built from a clone; null where it does not say
 * @param checks what it looked at itself
 * @param outboxWaiting events that the bus has not acknowledged yet; null where there is no outbox, or it cannot be seen
 * @param outboxSetApart events that can never be sent
 * @param deadLetters records that it put aside since it started
 */
public record RoomHealth(
        String room,
        State state,
        @Nullable String version,
        List<Check> checks,
        @Nullable Long outboxWaiting,
        @Nullable Long outboxSetApart,
        @Nullable Long deadLetters) {
    public RoomHealth {
        checks = List.copyOf(checks);
    }

    /** Whether it does its work, lives without doing it, or does not answer. */
    public enum State {
        UP,
        DOWN,
        AWAY
    }

    /**
     * Something that a room looked at.
     *
     * @param detail what it found, empty when nothing is to be said
     */
    public record Check(String name, boolean up, String detail) {}
}
