package dev.attune.worker.process;

/** The machine that runs the code, for a lineage. */
public final class Machine {

    private Machine() {}

    /**
     * In one line.
     *
     * @param computeType the type that the run computes in
     */
    public static String line(String computeType) {
        return System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " cores, cpu, "
                + computeType;
    }
}
