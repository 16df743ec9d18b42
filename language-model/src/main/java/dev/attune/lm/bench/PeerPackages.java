package dev.attune.lm.bench;

import java.util.List;

/**
 * What peers need of Python.
 *
 * @param modules that they import
 * @param install what {@code pip install} gets them with
 * @param variables of the environment that may name a Python which has them; the first that is set counts
 */
public record PeerPackages(List<String> modules, List<String> install, List<String> variables) {
    private static final String PYTHON = "ATTUNE_PYTHON";

    public PeerPackages {
        modules = List.copyOf(modules);
        install = List.copyOf(install);
        variables = List.copyOf(variables);
    }

    /** Modules that are packages of the same names, in the Python that {@code ATTUNE_PYTHON} names. */
    public static PeerPackages of(String... modules) {
        return new PeerPackages(List.of(modules), List.of(modules), List.of(PYTHON));
    }

    /** The same for a peer that needs other versions, whose Python another variable may name. */
    public PeerPackages orIn(String variable, List<String> versions) {
        return new PeerPackages(modules, versions, List.of(variable, PYTHON));
    }
}
