package dev.attune.registry.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.registry.approval.PromotionProposal;
import dev.attune.registry.approval.PromotionProposal.PersonDecision;

/** What a checkpoint had to show and who stood behind it, as lines of its card; none where nothing was asked. */
final class ReleaseText {

    private ReleaseText() {}

    static List<String> gates(ModelCard card) {
        List<String> lines = new ArrayList<>();
        if (card.gates().isEmpty()) {
            return lines;
        }
        lines.add("");
        lines.add("Gates of its project, beside `" + card.gates().getFirst().opponentCheckpointId()
                + "`; only what passed lets a checkpoint through.");
        lines.add("");
        lines.add("| gate | outcome | measured | interval | asked for | n | event |");
        lines.add("| --- | --- | --- | --- | --- | --- | --- |");
        card.gates().forEach(gate -> lines.add(row(gate)));
        return lines;
    }

    private static String row(GateMeasured gate) {
        String measured = gate.measured() == null
                ? "not computed |"
                : String.format(
                        Locale.ROOT,
                        "%.4f | %.4f to %.4f",
                        gate.measured().mean(),
                        gate.measured().low(),
                        gate.measured().high());
        String required = gate.required() == null ? "" : String.format(Locale.ROOT, "%.4f", gate.required());
        return "| " + gate.gate().text() + " | " + gate.outcome().text() + " | " + measured + " | " + required + " | "
                + gate.samples() + " | `" + gate.evaluationId() + "` |";
    }

    static List<String> people(ModelCard card) {
        List<String> lines = new ArrayList<>();
        for (PromotionProposal proposal : card.proposals()) {
            lines.add("- " + proposal.at() + ": " + proposal.proposalId() + " asked for channel `" + proposal.channel()
                    + "`, by " + CardMarkdown.inline(proposal.by()) + ": " + CardMarkdown.inline(proposal.reason())
                    + " ("
                    + proposal.state().name().toLowerCase(Locale.ROOT) + ")");
            proposal.decisions().forEach(decision -> lines.add(decision(decision)));
        }
        return lines;
    }

    private static String decision(PersonDecision decision) {
        return "  - " + decision.at() + ": " + (decision.approved() ? "approved" : "rejected") + " by "
                + CardMarkdown.inline(decision.by()) + " on the evidence `"
                + decision.evidence().sha256() + "`: " + CardMarkdown.inline(decision.reason());
    }
}
