package dev.attune.policy.run;

import java.nio.file.Path;
import java.util.function.Supplier;

import dev.attune.policy.ground.SameRun;
import dev.attune.worker.folder.RunFolder;

/**
 * The state that a run goes on from: the newest in its folder, or the first.
 *
 * @param directory with the files that hold weights and optimiser
 */
public record Resumed<S extends UpdateState>(RunFolder<S> folder, S state, Path directory) {

    /**
     * Finds it, after writing the state before the first update where there is none. A new run then reads it like a resumed
     * one: weights that lie differently in memory can give sums that differ in the last bit.
     *
     * @param first the state before the first update, with the settings and prompts that must be the same again
     * @param begin its weights and optimiser, asked for only where there is no state
     * @throws dev.attune.contracts.error.AttuneException {@code resume-mismatch}
     */
    public static <S extends UpdateState> Resumed<S> of(
            RunFolder<S> folder, S first, Supplier<? extends StateFiles> begin) {
        RunFolder.Saved<S> saved = folder.newest().orElseGet(() -> {
            try (StateFiles files = begin.get()) {
                folder.save(0, first, first.metrics(), files::write);
            }
            return folder.after(0).orElseThrow();
        });
        SameRun.requirePrompts(saved.state().promptsSha256(), first.promptsSha256());
        SameRun.requireSettings(saved.state().configuration(), first.configuration());
        folder.forgetAfter(saved.state().update());
        return new Resumed<>(folder, saved.state(), saved.directory());
    }
}
