package dev.attune.registry.rest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

import dev.attune.contracts.json.Choice;
import dev.attune.contracts.settings.gate.GateJudge;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.service.problem.DocumentedProblems;

/** Says in the document that faults are problems, and which fields of prompts and proposals are always there. */
@io.quarkus.smallrye.openapi.OpenApiFilter(RunStage.BUILD)
public class OpenApiFilter implements OASFilter {

    /** What may be absent of the records that the page reads; they are plain and carry no annotations that say so. */
    private static final Map<String, Set<String>> MAY_BE_ABSENT = Map.ofEntries(
            Map.entry("Prompt", Set.of("deletedAt")),
            Map.entry("PromptLabel", Set.of()),
            Map.entry("PromptVersion", Set.of()),
            Map.entry("VersionSummary", Set.of()),
            Map.entry("Shown", Set.of()),
            Map.entry("PromptDiff", Set.of()),
            Map.entry("Part", Set.of()),
            Map.entry("Line", Set.of()),
            Map.entry("PromptLogEntry", Set.of("label", "version", "previousVersion", "reason")),
            Map.entry("PromptRun", Set.of()),
            Map.entry("RunPrompt", Set.of("name", "version")),
            Map.entry("RunSummary", Set.of("passRate", "score")),
            Map.entry("RunCase", Set.of()),
            Map.entry("Cell", Set.of()),
            Map.entry("RunRow", Set.of()),
            Map.entry("Check", Set.of("metric")),
            Map.entry("RunComparison", Set.of()),
            Map.entry("Interval", Set.of()),
            Map.entry("Proposal", Set.of("decision")),
            Map.entry("Decided", Set.of("checkpointId", "version")),
            Map.entry("TaskDocument", Set.of("description", "maxTokens", "learned")),
            Map.entry("TaskLearned", Set.of("pool")),
            Map.entry("TaskAdapter", Set.of("folder", "checkpointId")),
            Map.entry("TaskPrompt", Set.of("shortlist")),
            Map.entry("TaskLabel", Set.of()),
            Map.entry("TaskExamples", Set.of("choice", "count")),
            Map.entry("TaskExample", Set.of()),
            Map.entry("TaskEvidence", Set.of("note", "regressions")),
            Map.entry("TaskFigure", Set.of()),
            Map.entry("Promoted", Set.of("previousCheckpointId")),
            Map.entry("Channel", Set.of("previousCheckpointId", "stopped", "canaryId")),
            Map.entry("Stop", Set.of()),
            Map.entry("Canary", Set.of("end")),
            Map.entry("End", Set.of()),
            Map.entry("CanaryFigures", Set.of("difference", "low", "high", "sampleRatioP")),
            Map.entry("Arms", Set.of()),
            Map.entry(
                    "Run",
                    Set.of(
                            "checkpointId",
                            "seconds",
                            "peakMemoryMb",
                            "failure",
                            "requestedBy",
                            "startedAt",
                            "endedAt",
                            "stopReason",
                            "projectId")),
            Map.entry("Failure", Set.of()),
            Map.entry("RunDetail", Set.of()),
            Map.entry("Point", Set.of()),
            Map.entry("RunControl", Set.of("reason")),
            Map.entry("RunSamples", Set.of()),
            Map.entry("Sample", Set.of()),
            Map.entry("Offer", Set.of()),
            Map.entry("Setting", Set.of("value", "help")),
            Map.entry("Accepted", Set.of()),
            Map.entry("Affected", Set.of("again")),
            Map.entry("Again", Set.of("policyCheckpointId", "rewardModelCheckpointId", "needs")),
            Map.entry("Ancestor", Set.of("checkpoint")),
            Map.entry("Checkpoint", Set.of("baseCheckpointId", "task")),
            Map.entry("CheckpointPublished", Set.of("baseCheckpointId", "task")),
            Map.entry("TaskVersion", Set.of()),
            Map.entry("Lineage", Set.of("runId")),
            Map.entry("OffsetRange", Set.of()),
            Map.entry("Artifact", Set.of()),
            Map.entry("Evaluation", Set.of()),
            Map.entry("Retraining", Set.of("changedBy", "changedAt", "rewardModelId", "watch", "last")),
            Map.entry("RetrainingPolicy", Set.of("policy", "quietHours", "timeZone", "runsPerDay", "minutesPerDay")),
            Map.entry(
                    "RewardModelRule",
                    Set.of(
                            "afterPreferences",
                            "afterHours",
                            "atLeastPreferences",
                            "baseCheckpointId",
                            "configuration")),
            Map.entry("PolicyRule", Set.of("configuration")),
            Map.entry("QuietHours", Set.of("days")),
            Map.entry("WatchState", Set.of()),
            Map.entry("Outlook", Set.of("notBefore", "wantedPreferences")),
            Map.entry("DecisionRow", Set.of("runId", "notBefore", "wantedPreferences")),
            Map.entry("ProjectGates", Set.of("policy", "changedBy", "changedAt")),
            Map.entry(
                    "GatePolicy",
                    Set.of("winRate", "arena", "safety", "capability", "format", "bias", "dryRun", "approval")),
            Map.entry("WinRateGate", Set.of()),
            Map.entry("ArenaGate", Set.of()),
            Map.entry("SafetyGate", Set.of("cases")),
            Map.entry("SafetyCase", Set.of()),
            Map.entry("CapabilityGate", Set.of("texts", "choices")),
            Map.entry("KnownAnswer", Set.of()),
            Map.entry("ChoiceQuestion", Set.of()),
            Map.entry("FormatGate", Set.of()),
            Map.entry("BiasGate", Set.of("templates", "groups")),
            Map.entry("Group", Set.of()),
            Map.entry("ApprovalRule", Set.of()),
            Map.entry("AttemptView", Set.of()),
            Map.entry("GateAttempt", Set.of("judgeRunId")),
            Map.entry("GateMeasured", Set.of("measured", "required", "evidence")),
            Map.entry("GateSeen", Set.of()),
            Map.entry("PromotionProposal", Set.of("overBecause")),
            Map.entry("PersonDecision", Set.of()),
            Map.entry("Evidence", Set.of()),
            Map.entry("PromotionEvidence", Set.of()),
            Map.entry("OpenProposal", Set.of("wanted", "evidence", "evidenceSha256")));

    /** Closed choices, whose values have names of their own in JSON. */
    private static final List<Class<? extends Choice>> CHOICES =
            List.of(GateKind.class, GateOutcome.class, GateJudge.class);

    @Override
    public void filterOpenAPI(OpenAPI document) {
        CHOICES.forEach(choice -> find(document, choice.getSimpleName()).setEnumeration(names(choice)));
        DocumentedProblems.addTo(document, HttpProblem.MEDIA_TYPE.toString(), DocumentedProblems.problem());
        MAY_BE_ABSENT.forEach((name, absent) -> {
            Schema schema = find(document, name);
            schema.getProperties().keySet().stream()
                    .filter(field -> !absent.contains(field))
                    .filter(field -> schema.getRequired() == null
                            || !schema.getRequired().contains(field))
                    .forEach(schema::addRequired);
        });
    }

    private static List<Object> names(Class<? extends Choice> choice) {
        return Stream.of(choice.getEnumConstants()).<Object>map(Choice::text).toList();
    }

    private static Schema find(OpenAPI document, String name) {
        Schema schema = document.getComponents().getSchemas().get(name);
        if (schema == null) {
            throw new IllegalStateException("The document has no schema " + name);
        }
        return schema;
    }
}
