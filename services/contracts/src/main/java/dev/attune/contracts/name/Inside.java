package dev.attune.contracts.name;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** Places below a folder that is never left. */
public final class Inside {

    private Inside() {}

    /**
     * The place that a relative path of someone else names below {@code root}.
     *
     * @throws AttuneException {@code path-outside} when it is absolute, leads out of the root, is the root itself or no path
     */
    public static Path of(Path root, String relative) {
        try {
            Path given = Path.of(relative);
            Path clean = root.toAbsolutePath().normalize();
            Path place = clean.resolve(given).normalize();
            if (!given.isAbsolute() && place.startsWith(clean) && !place.equals(clean)) {
                return root.resolve(given).normalize();
            }
        } catch (InvalidPathException e) {
            throw outside(root, relative);
        }
        throw outside(root, relative);
    }

    private static AttuneException outside(Path root, String relative) {
        return ErrorCategory.CALLER.error(
                "path-outside", "\"" + Names.shown(relative) + "\" names nothing inside " + root + ".");
    }
}
