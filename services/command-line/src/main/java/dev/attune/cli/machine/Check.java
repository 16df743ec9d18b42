package dev.attune.cli.machine;

/**
 * One thing that a machine has or lacks.
 *
 * @param needed whether Attune cannot work without it
 * @param advice what to do when it is missing, empty otherwise
 */
public record Check(String name, boolean present, boolean needed, String found, String advice) {

    static Check present(String name, boolean needed, String found) {
        return new Check(name, true, needed, found, "");
    }

    static Check missing(String name, boolean needed, String found, String advice) {
        return new Check(name, false, needed, found, advice);
    }

    /** Whether this keeps Attune from working. */
    public boolean fails() {
        return needed && !present;
    }
}
