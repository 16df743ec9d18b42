package dev.attune.cli.gate;

import java.util.Locale;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.cli.loop.LoopOptions;
import dev.attune.cli.terminal.CommonOptions;

/** {@code approvals list}: what people are to decide, and what they have. */
@Command(
        name = "list",
        description = "Promotions that people must stand behind, newest first.",
        footer = {"", "Example: ./attune approvals list --state open --user admin --password-file ~/attune-password"})
final class ListApprovals implements Callable<Integer> {

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "open, promoted, rejected or lapsed; all by default.")
    private @Nullable String state;

    @Mixin
    private LoopOptions options = new LoopOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        String query = state == null ? "" : "?state=" + state.toUpperCase(Locale.ROOT);
        JsonNode proposals = options.registry(common.context())
                .get(ApprovalCommand.PATH + query)
                .accepted()
                .body();
        common.give(proposals, out -> proposals.forEach(proposal -> GateText.proposal(proposal, out)));
        return 0;
    }
}
