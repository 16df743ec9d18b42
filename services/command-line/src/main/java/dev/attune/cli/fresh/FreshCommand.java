package dev.attune.cli.fresh;

import picocli.CommandLine.Command;

/** What people are asked next. */
@Command(
        name = "fresh",
        description = "When a project's prompts get new pairs, and which logged questions become prompts.",
        subcommands = {ShowFresh.class, SetFresh.class})
public final class FreshCommand {}
