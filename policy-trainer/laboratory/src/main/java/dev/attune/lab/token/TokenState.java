package dev.attune.lab.token;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.text.TextFile;

/**
 * Where a search is, on disk after each step: whole or not at all.
 *
 * @param key of everything that decides how it goes; a state of another key is another search's
 * @param best the tokens that looked best on the examples to choose with; none where the template alone did
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record TokenState(
        String key,
        int[] tokens,
        int[] best,
        double devBefore,
        double bestDev,
        List<Step> steps,
        int calls,
        int gradients) {

    private static final String FILE = "tokens.json";

    TokenState {
        steps = List.copyOf(steps);
    }

    static Optional<TokenState> read(Path folder, String key) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            TokenState state = Json.MAPPER.readValue(file.toFile(), TokenState.class);
            return Optional.of(state).filter(one -> one.key.equals(key));
        } catch (IOException e) {
            throw failure(folder, TextFile.reason(e), e);
        }
    }

    void write(Path folder) {
        Path file = folder.resolve(FILE);
        Path next = folder.resolve(FILE + ".next");
        try {
            Files.createDirectories(folder);
            Files.writeString(next, Json.pretty(this) + "\n");
            try {
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw failure(folder, TextFile.reason(e), e);
        }
    }

    List<Step> and(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return longer;
    }

    private static AttuneException failure(Path folder, String why, IOException cause) {
        return ErrorCategory.CALLER.error(
                "token-folder",
                "The search cannot be kept in " + folder + ": " + why + "; give another with --out.",
                cause);
    }
}
