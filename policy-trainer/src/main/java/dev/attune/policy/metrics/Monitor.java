package dev.attune.policy.metrics;

/** A number that a run reports: a row of docs/monitors.md. */
public interface Monitor {

    /**
     * What there is to say of it.
     *
     * @param title the name in events and files
     * @param formula how it is computed
     * @param healthy where it lies when all is well
     */
    record Row(String title, String formula, String healthy) {}

    Row row();

    default String title() {
        return row().title();
    }
}
