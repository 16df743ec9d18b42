package dev.attune.cli.gate;

import picocli.CommandLine.Command;

/** What checkpoints of a project must show. */
@Command(
        name = "gates",
        description = "What a checkpoint of a project must show before it is served, and what checkpoints have shown.",
        subcommands = {ShowGates.class, SetGates.class, RemoveGates.class, Measure.class, Results.class})
public final class GatesCommand {}
