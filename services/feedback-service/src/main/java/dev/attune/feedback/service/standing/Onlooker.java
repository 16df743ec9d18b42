package dev.attune.feedback.service.standing;

import java.util.UUID;

/** Somebody who looks on. Whatever is thrown ends it. */
public interface Onlooker {

    /** Whose it is. */
    UUID account();

    /** Whether it may still look; asked before it is told anything. */
    boolean mayLook();

    /** There is another standing. */
    void tell(CurrentStanding current);

    /** Nothing happened for a while. */
    void quiet();

    /** That is all. */
    void end();
}
