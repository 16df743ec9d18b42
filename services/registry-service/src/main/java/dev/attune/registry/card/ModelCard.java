package dev.attune.registry.card;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.ApprovalEvent.Approved;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.registry.Evaluation;
import dev.attune.registry.approval.PromotionProposal;

/**
 * All that is known of a checkpoint. What only people can say is in {@code statements}; what nobody stated is absent there, and never
 * guessed. It is a description and claims no conformity with any law or standard.
 *
 * @param base what it stands on; absent for a model that stands alone
 * @param learntFrom by itself first, then by way of what it was made from
 * @param figures that its own run reported
 * @param lineage it and all that it was made from, nearest first
 * @param gates what it came to at the gates of its project, in its last measurement
 * @param approvals of a task's version, with what lay before the reviewer
 * @param proposals promotions that people had to stand behind, with what they decided
 * @param deviceMinutes of its run and of the runs behind it, as far as they said
 * @param limits sentences that follow from the rest
 * @param statements by field, the newest of each
 */
public record ModelCard(
        String checkpointId,
        String name,
        Kind kind,
        Instant createdAt,
        Files files,
        @Nullable Base base,
        Training training,
        List<LearntFrom> learntFrom,
        List<Figure> figures,
        List<Evaluation> evaluations,
        List<GateMeasured> gates,
        List<Node> lineage,
        List<Promoted> promotions,
        List<Approved> approvals,
        List<PromotionProposal> proposals,
        double deviceMinutes,
        List<String> limits,
        Map<Statement.Field, Statement> statements) {
    public ModelCard {
        learntFrom = List.copyOf(learntFrom);
        figures = List.copyOf(figures);
        evaluations = List.copyOf(evaluations);
        gates = List.copyOf(gates);
        lineage = List.copyOf(lineage);
        promotions = List.copyOf(promotions);
        approvals = List.copyOf(approvals);
        proposals = List.copyOf(proposals);
        limits = List.copyOf(limits);
        statements = Map.copyOf(statements);
    }

    /** The text that people stated; empty where they did not. */
    public Optional<String> stated(Statement.Field field) {
        return Optional.ofNullable(statements.get(field)).map(Statement::text).filter(text -> !text.isBlank());
    }

    /**
     * The artifact.
     *
     * @param names of its files; empty where the artifact is gone
     * @param parameters of its weights, counted in the headers of its safetensors files
     * @param architecture as the configuration of its own, or of its base, names it
     */
    public record Files(
            String sha256,
            long bytes,
            String tokenizerSha256,
            List<String> names,
            @Nullable Long parameters,
            @Nullable String architecture) {
        public Files {
            names = List.copyOf(names);
        }
    }

    /**
     * The model that it stands on.
     *
     * @param origin where it was pulled from, as {@code source.json} in it says
     * @param licence as {@code source.json} or the head of the {@code README.md} in it says; absent where neither does
     */
    public record Base(
            String checkpointId,
            String name,
            @Nullable String origin,
            @Nullable String licence) {}

    /**
     * How it was made.
     *
     * @param objective what the recipe optimises
     * @param seconds that the run took, absent where it did not say
     */
    public record Training(
            @Nullable String runId,
            String recipe,
            @Nullable String objective,
            long seed,
            Map<String, Object> settings,
            String codeVersion,
            String machine,
            @Nullable Double seconds,
            @Nullable Long peakMemoryMb,
            @Nullable String stopReason) {
        public Training {
            settings = Map.copyOf(settings);
        }
    }

    /**
     * A checkpoint in the lineage.
     *
     * @param name, {@code kind} and {@code recipe}: absent where it was never published here
     */
    public record Node(
            String checkpointId,
            List<String> parents,
            @Nullable String name,
            @Nullable Kind kind,
            @Nullable String recipe) {
        public Node {
            parents = List.copyOf(parents);
        }
    }
}
