package dev.attune.worker.process;

import java.util.Optional;

/** The code that runs, for a lineage: the version in its jar's manifest, with the commit where it was built from a clone. */
public final class CodeVersion {

    private static final String UNPACKAGED = "unpackaged";

    private CodeVersion() {}

    /**
     * The version of the jar that {@code type} is in.
     *
     * @return such as {@code 1.0.0+abc1234}, with {@code .dirty} behind it where the tree had changes; {@code unpackaged}
     *     where the classes were not packed
     */
    public static String of(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse(UNPACKAGED);
    }
}
