package dev.attune.policy.metrics;

/** A number that a run reports: a row of docs/monitors.md. */
public interface Monitor {

    /** The name in events and files. */
    String title();

    /** How it is computed. */
    String formula();

    /** Where it lies when all is well. */
    String healthy();
}
