package dev.attune.platform.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.bus.Bus;
import dev.attune.platform.home.Home;

/**
 * Whether a home's broker, before it runs, is known to have the topics and rights of this version: from an earlier start.
 *
 * @param mark beside the broker's data, so that it goes where they go
 * @param layout hash of what this version wants
 */
record PreparedBus(Path mark, String layout) {

    static PreparedBus of(Home home) {
        return new PreparedBus(
                home.kafka().resolve("layout.sha256"), Sha256.of(Bus.layout().getBytes(StandardCharsets.UTF_8)));
    }

    boolean isCurrent() {
        try {
            return Files.isDirectory(mark.resolveSibling("data"))
                    && Files.readString(mark).equals(layout);
        } catch (IOException none) {
            return false;
        }
    }

    /** Says to the next start that all is there. */
    void keep() {
        Path next = mark.resolveSibling(mark.getFileName() + ".new");
        try {
            Files.writeString(next, layout);
            Files.move(next, mark, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The mark " + mark + " cannot be written", e);
        }
    }
}
