package dev.attune.cli.gate;

import picocli.CommandLine.Command;

/** Promotions that people must stand behind. */
@Command(
        name = "approvals",
        description = "Promotions that people must stand behind: the evidence, and what was decided on it.",
        subcommands = {ListApprovals.class, ShowApproval.class, AskForApproval.class, Approve.class, Reject.class})
public final class ApprovalsCommand {}
