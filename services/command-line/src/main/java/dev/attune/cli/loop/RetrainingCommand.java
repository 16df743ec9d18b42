package dev.attune.cli.loop;

import picocli.CommandLine.Command;

/** When projects train again. */
@Command(
        name = "retraining",
        description = "When a project trains again by itself, and what was decided on that.",
        subcommands = {ShowPolicy.class, SetPolicy.class, ResetPolicy.class, Decisions.class})
public final class RetrainingCommand {}
