package dev.attune.lab.study;

import java.util.Optional;

/** A cell of a plan, with its result once it is there. */
public record Trial(Cell cell, Optional<CellResult> result) {

    /** Whether it has a result that can be counted with. */
    public boolean succeeded() {
        return result.isPresent() && result.get().failure() == null;
    }
}
