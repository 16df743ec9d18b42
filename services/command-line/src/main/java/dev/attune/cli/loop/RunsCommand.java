package dev.attune.cli.loop;

import picocli.CommandLine.Command;

/** Runs that were asked for. */
@Command(
        name = "runs",
        description = "Runs: what there is, and letting one wait, go on or end.",
        subcommands = {ListRuns.class, PauseRun.class, ResumeRun.class, CancelRun.class})
public final class RunsCommand {}
