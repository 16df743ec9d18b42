package dev.attune.cli.gate;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

/** Gates, what was measured at them, and what people decide on that, as lines. */
final class GateText {

    private static final int ID = 12;

    private GateText() {}

    static void policy(JsonNode gates, PrintWriter out) {
        JsonNode policy = gates.path("policy");
        if (!policy.isObject()) {
            out.printf(
                    "Checkpoints of %s go through no gate.%n",
                    gates.path("projectId").asText());
            return;
        }
        out.printf(
                "Checkpoints of %s go through these gates, version %d.%n",
                gates.path("projectId").asText(), gates.path("version").asInt());
        List<String> dry = new ArrayList<>();
        policy.path("dryRun").forEach(kind -> dry.add(kind.asText()));
        line(
                out,
                policy,
                dry,
                "winRate",
                "win-rate",
                gate -> "an interval above " + percent(gate, "atLeast")
                        + " over what is served, judged "
                        + ("gold".equals(gate.path("judge").asText())
                                ? "by a reward model of the other half"
                                : "outside"));
        line(
                out,
                policy,
                dry,
                "arena",
                "arena",
                gate -> "an interval above " + percent(gate, "atLeast") + " in the eyes of at least "
                        + gate.path("leastRaters").asInt() + " people, within "
                        + gate.path("maxHours").asInt() + " hours");
        line(
                out,
                policy,
                dry,
                "safety",
                "safety",
                gate -> "refuses and answers as well as what is served, but for " + percent(gate, "margin"));
        others(policy, dry, out);
        JsonNode approval = policy.path("approval");
        if (approval.isObject()) {
            out.printf(
                    "  %-12s %d people stand behind it%n",
                    "approval", approval.path("people").asInt());
        }
    }

    private static void others(JsonNode policy, List<String> dry, PrintWriter out) {
        line(
                out,
                policy,
                dry,
                "capability",
                "capability",
                gate -> "loses at most " + gate.path("lossMargin").asText() + " nats a token and "
                        + percent(gate, "accuracyMargin") + " of accuracy");
        line(
                out,
                policy,
                dry,
                "format",
                "format",
                gate -> "answers " + gate.path("shortest").asText() + " to "
                        + gate.path("longest").asText() + " times as long, no form rises by "
                        + percent(gate, "risesBy"));
        line(
                out,
                policy,
                dry,
                "bias",
                "bias",
                gate -> "treats groups no more differently than what is served, but for " + percent(gate, "margin"));
    }

    private interface Asked {
        String of(JsonNode gate);
    }

    private static void line(
            PrintWriter out, JsonNode policy, List<String> dry, String field, String kind, Asked asked) {
        if (policy.path(field).isObject()) {
            out.printf(
                    "  %-12s %s%s%n",
                    kind,
                    asked.of(policy.path(field)),
                    dry.contains(kind) ? " (dry run: lets everything through)" : "");
        }
    }

    private static String percent(JsonNode gate, String field) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * gate.path(field).asDouble());
    }

    static void attempt(JsonNode view, PrintWriter out) {
        JsonNode attempt = view.path("attempt");
        out.printf(
                "%s  %s beside %s: %s%n",
                attempt.path("at").asText(),
                attempt.path("checkpointId").asText(),
                attempt.path("opponentId").asText(),
                attempt.path("state").asText().toLowerCase(Locale.ROOT).replace('_', ' '));
        results(attempt.path("results"), out);
        if (attempt.path("results").isEmpty()) {
            out.printf("  %s%n", view.path("sentence").asText());
        }
    }

    private static void results(JsonNode results, PrintWriter out) {
        for (JsonNode result : results) {
            out.printf(
                    "  %-12s %-12s %s%n",
                    result.path("gate").asText(),
                    result.path("outcome").asText(),
                    result.path("sentence").asText());
        }
    }

    static void proposal(JsonNode proposal, PrintWriter out) {
        out.printf(
                "%s  %-9s %s on %s: %s (%s)%n",
                proposal.path("proposalId").asText(),
                proposal.path("state").asText().toLowerCase(Locale.ROOT),
                proposal.path("checkpointId").asText(),
                proposal.path("channel").asText(),
                proposal.path("reason").asText(),
                proposal.path("by").asText());
        for (JsonNode decision : proposal.path("decisions")) {
            out.printf(
                    "  %s by %s: %s (evidence %s)%n",
                    decision.path("approved").asBoolean() ? "approved" : "rejected",
                    decision.path("by").asText(),
                    decision.path("reason").asText(),
                    start(decision.path("evidence").path("sha256").asText()));
        }
        if (proposal.hasNonNull("overBecause")) {
            out.printf("  %s%n", proposal.path("overBecause").asText());
        }
    }

    private static String start(String hash) {
        return hash.substring(0, Math.min(ID, hash.length()));
    }

    static void open(JsonNode open, PrintWriter out) {
        proposal(open.path("proposal"), out);
        JsonNode evidence = open.path("evidence");
        if (evidence.isObject()) {
            out.printf(
                    "  wanted       %d people%n  beside       %s%n",
                    open.path("wanted").asInt(),
                    evidence.path("servedCheckpointId").asText());
            results(evidence.path("gates"), out);
            out.printf("  evidence     %s%n", open.path("evidenceSha256").asText());
        }
    }
}
