package dev.attune.registry.card;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.event.ApprovalEvent.Evidence;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.statistics.Interval;
import dev.attune.registry.Decision;
import dev.attune.registry.Evaluation;
import dev.attune.registry.approval.ApprovalState;
import dev.attune.registry.approval.PromotionProposal;
import dev.attune.registry.approval.PromotionProposal.PersonDecision;
import dev.attune.registry.card.Statement.Field;

/** Cards as they may be: one with all that there is, and one of which hardly anything is known. */
final class CardSamples {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String BASE = "base-1111111111111111";
    private static final String REWARD = "reward-2222222222222222";
    private static final String ADAPTER = "adapter-3333333333333333";

    private CardSamples() {}

    static Evaluation evaluation(String id, double low, String judge) {
        String sha = Integer.toHexString(id.hashCode() & 0xf).repeat(64);
        return new Evaluation(
                id,
                ADAPTER,
                BASE,
                judge,
                60,
                new Interval(0.61, low, 0.72),
                Map.of(),
                new Artifact("attune:sha256/" + sha, sha, 7),
                NOON,
                Decision.PROMOTED);
    }

    static RaterSummary raters(Double alpha, Double low) {
        return new RaterSummary(
                500,
                5,
                120,
                Map.of("page", 300L, "program", 200L),
                NOON.minusSeconds(90_000),
                NOON.minusSeconds(600),
                alpha,
                low,
                alpha == null ? null : 0.6,
                alpha == null ? "no unit was rated by two raters or more" : null);
    }

    static LearntFrom preferences(RaterSummary raters) {
        KeptSummary summary = new KeptSummary(
                "preferences",
                260,
                250,
                Map.of("DECISIVE", 230L, "TIE", 15L, "BOTH_BAD", 5L),
                240,
                1,
                Map.of(BASE, 500L),
                raters);
        return new LearntFrom(
                REWARD,
                "data",
                "5".repeat(64),
                List.of(new OffsetRange("attune.preferences", 0, 0, 260)),
                LearntFrom.State.KEPT,
                summary);
    }

    private static LearntFrom prompts() {
        return new LearntFrom(
                ADAPTER,
                "prompts",
                "6".repeat(64),
                List.of(new OffsetRange("attune.prompts", 0, 0, 300)),
                LearntFrom.State.KEPT,
                new KeptSummary("prompts", 300, 300, Map.of("TRAIN", 240L, "HELD_OUT", 60L), 300, 1, Map.of(), null));
    }

    static List<ModelCard.Node> lineage() {
        return List.of(
                new ModelCard.Node(ADAPTER, List.of(BASE, REWARD), "ppo-333333", Kind.ADAPTER, "ppo"),
                new ModelCard.Node(BASE, List.of(), "smollm2-135m-instruct", Kind.BASE, "base"),
                new ModelCard.Node(REWARD, List.of(BASE), "reward-222222", Kind.REWARD_MODEL, "reward"));
    }

    /** An adapter with all that there is. */
    static ModelCard full() {
        List<LearntFrom> learntFrom = List.of(prompts(), preferences(raters(0.41, 0.3)));
        List<Evaluation> evaluations = List.of(
                evaluation("evaluate-a", 0.55, "hidden-rule"),
                evaluation("evaluate-b", 0.49, "reward-model:" + REWARD));
        List<Figure> figures = List.of(
                new Figure("kl", 1.25, null, null, null, "run-ppo"),
                new Figure("score", 0.75, null, null, null, "run-ppo"));
        return new ModelCard(
                ADAPTER,
                "ppo-333333",
                Kind.ADAPTER,
                NOON,
                new ModelCard.Files(
                        "3".repeat(64),
                        123_456,
                        "c".repeat(64),
                        List.of("adapter_config.json", "adapter_model.safetensors"),
                        36_864L,
                        "LlamaForCausalLM"),
                new ModelCard.Base(
                        BASE,
                        "smollm2-135m-instruct",
                        "https://huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct",
                        "apache-2.0"),
                new ModelCard.Training(
                        "run-ppo",
                        "ppo",
                        Objectives.of("ppo").orElseThrow(),
                        7,
                        Map.of("updates", 24, "tuning", Map.of("rank", 8)),
                        "0.1.0+abc1234",
                        "amd64, 4 cores, cpu, float32",
                        22.5,
                        1200L,
                        null),
                learntFrom,
                figures,
                evaluations,
                List.of(),
                lineage(),
                List.of(new Promoted("production", ADAPTER, BASE, "Win rate | 0.61 <over> the base", "p-eva", NOON)),
                List.of(),
                List.of(),
                0.5,
                Limits.of(Kind.ADAPTER, figures, evaluations, learntFrom, lineage(), null),
                Map.of(
                        Field.LANGUAGES, new Statement(Field.LANGUAGES, "en, de", "p-eva", NOON),
                        Field.LICENCE, new Statement(Field.LICENCE, "Apache-2.0", "p-eva", NOON),
                        Field.INTENDED_USES,
                                new Statement(Field.INTENDED_USES, "Short answers\nin a shop.", "p-eva", NOON)));
    }

    /** The adapter as it got through a gate, could not be measured at another, and was approved by one person. */
    static ModelCard released() {
        ModelCard card = full();
        return new ModelCard(
                card.checkpointId(),
                card.name(),
                card.kind(),
                card.createdAt(),
                card.files(),
                card.base(),
                card.training(),
                card.learntFrom(),
                card.figures(),
                card.evaluations(),
                List.of(
                        gate(GateKind.FORMAT, GateOutcome.PASSED, new Interval(1.02, 0.9, 1.2)),
                        gate(GateKind.BIAS, GateOutcome.ERROR, null)),
                card.lineage(),
                card.promotions(),
                card.approvals(),
                List.of(new PromotionProposal(
                        "promotion-4444444444444444",
                        "p-1",
                        "production",
                        ADAPTER,
                        "it is *better*",
                        "p-eva",
                        NOON,
                        ApprovalState.PROMOTED,
                        null,
                        List.of(new PersonDecision(
                                "p-rea",
                                true,
                                "read forty answers",
                                NOON,
                                new Evidence("e".repeat(64), "3".repeat(64), BASE, List.of()))))),
                card.deviceMinutes(),
                card.limits(),
                card.statements());
    }

    private static GateMeasured gate(GateKind kind, GateOutcome outcome, @Nullable Interval measured) {
        return new GateMeasured(
                GateMeasured.idOf("gates-5", kind),
                "gates-5",
                "p-1",
                ADAPTER,
                BASE,
                kind,
                outcome,
                measured,
                measured == null ? null : 1.4,
                measured == null ? 0 : 200,
                Map.of(),
                "a sentence",
                null,
                NOON);
    }

    /** A reward model whose artifact and data are gone, and of which nobody stated anything. */
    static ModelCard bare() {
        LearntFrom gone = new LearntFrom(REWARD, "data", "5".repeat(64), List.of(), LearntFrom.State.ERASED, null);
        List<Figure> figures = List.of(new Figure("accuracy", 0.55, 0.42, 0.68, 63L, "run-reward"));
        return new ModelCard(
                REWARD,
                "reward-222222",
                Kind.REWARD_MODEL,
                NOON,
                new ModelCard.Files("2".repeat(64), 99, "c".repeat(64), List.of(), null, null),
                new ModelCard.Base(BASE, "little", null, null),
                new ModelCard.Training(
                        "run-reward",
                        "reward",
                        Objectives.of("reward").orElseThrow(),
                        7,
                        Map.of(),
                        "0.1.0+abc1234",
                        "amd64, 4 cores, cpu, float32",
                        null,
                        null,
                        null),
                List.of(gone),
                figures,
                List.of(),
                List.of(),
                lineage().subList(1, 3),
                List.of(),
                List.of(),
                List.of(),
                0,
                Limits.of(Kind.REWARD_MODEL, figures, List.of(), List.of(gone), lineage(), null),
                Map.of(Field.LICENCE, new Statement(Field.LICENCE, "House licence 2", "p-eva", NOON)));
    }
}
