package dev.attune.lab.search;

import dev.attune.lab.workbench.Answerer;

/**
 * Who writes instructions.
 *
 * @param name for reports
 * @param reflects whether it is able enough to learn from failures throughout the search; else it is asked at the beginning only
 */
public record Proposer(Answerer writer, String name, boolean reflects) {}
