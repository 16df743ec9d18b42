package dev.attune.cli.channel;

import picocli.CommandLine.Command;

/** Canaries of a channel. */
@Command(
        name = "canary",
        description = "Let another checkpoint answer a share of a channel's people; what they say of it decides.",
        subcommands = {
            CanaryStartCommand.class,
            CanaryShareCommand.class,
            CanaryEndCommand.class,
            CanaryShowCommand.class
        })
public final class CanaryCommand {}
