package dev.attune.registry.service.card;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.ApprovalEvent.Approved;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.registry.Ancestor;
import dev.attune.registry.Evaluation;
import dev.attune.registry.Run;
import dev.attune.registry.approval.PromotionProposal;
import dev.attune.registry.card.Figure;
import dev.attune.registry.card.LearntFrom;
import dev.attune.registry.card.Limits;
import dev.attune.registry.card.ModelCard;
import dev.attune.registry.card.Objectives;
import dev.attune.registry.card.Statement;
import dev.attune.registry.card.Statement.Field;
import dev.attune.registry.gate.GateAttempt;
import dev.attune.registry.service.Catalogue;
import dev.attune.registry.store.RunStore;
import dev.attune.registry.store.approval.ApprovalStore;
import dev.attune.registry.store.card.CardStore;
import dev.attune.registry.store.gate.GateStore;

/** Writes the card of a checkpoint, and takes what people state for it. */
@ApplicationScoped
public class ModelCards {

    private static final int LONGEST = 4000;
    private static final int EVALUATIONS = 1000;
    private static final double SECONDS = 60;

    /** Of a reward model: what is measured on the held-out pairs. */
    private static final Set<String> HELD_OUT =
            Set.of("accuracy", "loss", "calibrationError", "lengthControlledAccuracy", "longerWins");

    private static final Set<String> ENDS = Set.of("accuracyLow", "accuracyHigh");

    private final Catalogue catalogue;
    private final CardStore store;
    private final RunStore runs;
    private final GateStore gates;
    private final ApprovalStore proposals;
    private final KeptData data;
    private final KeptFiles files;

    ModelCards(
            Catalogue catalogue,
            CardStore store,
            RunStore runs,
            GateStore gates,
            ApprovalStore proposals,
            KeptData data,
            KeptFiles files) {
        this.catalogue = catalogue;
        this.store = store;
        this.runs = runs;
        this.gates = gates;
        this.proposals = proposals;
        this.data = data;
        this.files = files;
    }

    /** What the database says at one moment. */
    private record Known(
            List<Ancestor> lineage,
            Map<String, Run> runs,
            List<Evaluation> evaluations,
            List<GateMeasured> gates,
            List<Promoted> promotions,
            List<Approved> approvals,
            List<PromotionProposal> proposals,
            List<Statement> statements) {}

    /**
     * The card, as everything stands now. What a run learnt from is counted when its card is asked for first, which reads
     * {@code attune.feedback} once.
     *
     * @throws AttuneException {@code checkpoint-unknown}, or {@code bus-away} while the data were not counted yet
     */
    public ModelCard of(String checkpointId) {
        Known known = QuarkusTransaction.requiringNew().call(() -> known(checkpointId));
        CheckpointPublished checkpoint =
                Objects.requireNonNull(known.lineage().getFirst().checkpoint(), "found by its id");
        Lineage lineage = checkpoint.lineage();
        List<LearntFrom> learntFrom = known.lineage().stream()
                .map(Ancestor::checkpoint)
                .filter(Objects::nonNull)
                .flatMap(one -> data.of(one, began(one, known)).stream())
                .toList();
        List<Figure> figures = figures(checkpoint);
        List<ModelCard.Node> nodes =
                known.lineage().stream().map(ModelCards::node).toList();
        Run run = lineage.runId() == null ? null : known.runs().get(lineage.runId());
        String stopReason = run == null ? null : run.stopReason();
        return new ModelCard(
                checkpoint.checkpointId(),
                checkpoint.name(),
                checkpoint.kind(),
                checkpoint.createdAt(),
                files(checkpoint, known),
                base(checkpoint, known),
                training(checkpoint, run, stopReason),
                learntFrom,
                figures,
                known.evaluations(),
                known.gates(),
                nodes,
                known.promotions(),
                known.approvals(),
                known.proposals(),
                known.runs().values().stream()
                                .mapToDouble(one -> Objects.requireNonNullElse(one.seconds(), 0.0))
                                .sum()
                        / SECONDS,
                Limits.of(checkpoint.kind(), figures, known.evaluations(), learntFrom, nodes, stopReason),
                newest(known.statements()));
    }

    private Known known(String checkpointId) {
        List<Ancestor> lineage = catalogue.lineage(checkpointId);
        Map<String, Run> made = new TreeMap<>();
        for (Ancestor ancestor : lineage) {
            CheckpointPublished one = ancestor.checkpoint();
            String runId = one == null ? null : one.lineage().runId();
            if (runId != null) {
                runs.find(runId).ifPresent(run -> made.put(runId, run));
            }
        }
        return new Known(
                lineage,
                made,
                catalogue.evaluations(checkpointId, null, EVALUATIONS).rows(),
                gates.last(checkpointId).map(GateAttempt::results).orElse(List.of()),
                store.promotions(checkpointId),
                store.approvals(checkpointId),
                proposals.of(checkpointId),
                store.statements(checkpointId));
    }

    /** What was rated after it was not learnt. */
    private static Instant began(CheckpointPublished checkpoint, Known known) {
        String runId = checkpoint.lineage().runId();
        return Optional.ofNullable(runId == null ? null : known.runs().get(runId))
                .map(Run::startedAt)
                .orElse(checkpoint.createdAt());
    }

    private ModelCard.Files files(CheckpointPublished checkpoint, Known known) {
        String sha256 = checkpoint.artifact().sha256();
        String architecture = files.architecture(sha256)
                .or(() -> baseOf(checkpoint, known)
                        .flatMap(base -> files.architecture(base.artifact().sha256())))
                .orElse(null);
        return new ModelCard.Files(
                sha256,
                checkpoint.artifact().bytes(),
                checkpoint.tokenizerSha256(),
                files.names(sha256),
                files.parameters(sha256),
                architecture);
    }

    private ModelCard.@Nullable Base base(CheckpointPublished checkpoint, Known known) {
        return baseOf(checkpoint, known)
                .map(base -> new ModelCard.Base(
                        base.checkpointId(),
                        base.name(),
                        files.origin(base.artifact().sha256()).orElse(null),
                        files.licence(base.artifact().sha256()).orElse(null)))
                .orElse(null);
    }

    private static Optional<CheckpointPublished> baseOf(CheckpointPublished checkpoint, Known known) {
        return known.lineage().stream()
                .filter(ancestor -> ancestor.checkpointId().equals(checkpoint.baseCheckpointId()))
                .map(Ancestor::checkpoint)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static ModelCard.Training training(
            CheckpointPublished checkpoint, @Nullable Run run, @Nullable String stopReason) {
        Lineage lineage = checkpoint.lineage();
        Map<String, Object> settings = lineage.settings();
        settings.values().removeIf(Objects::isNull);
        return new ModelCard.Training(
                lineage.runId(),
                lineage.recipe(),
                Objectives.of(lineage.recipe()).orElse(null),
                lineage.seed(),
                settings,
                lineage.codeVersion(),
                lineage.machine(),
                run == null ? null : run.seconds(),
                run == null ? null : run.peakMemoryMb(),
                stopReason);
    }

    private static List<Figure> figures(CheckpointPublished checkpoint) {
        Map<String, Double> metrics = checkpoint.metrics();
        String source = Objects.requireNonNullElse(checkpoint.lineage().runId(), checkpoint.checkpointId());
        Double pairs = metrics.get("heldOutPairs");
        List<Figure> figures = new ArrayList<>();
        new TreeMap<>(metrics).forEach((name, value) -> {
            if (!ENDS.contains(name)) {
                boolean accuracy = name.equals("accuracy");
                figures.add(new Figure(
                        name,
                        value,
                        accuracy ? metrics.get("accuracyLow") : null,
                        accuracy ? metrics.get("accuracyHigh") : null,
                        HELD_OUT.contains(name) && pairs != null ? pairs.longValue() : null,
                        source));
            }
        });
        return figures;
    }

    private static ModelCard.Node node(Ancestor ancestor) {
        CheckpointPublished one = ancestor.checkpoint();
        return new ModelCard.Node(
                ancestor.checkpointId(),
                ancestor.parents(),
                one == null ? null : one.name(),
                one == null ? null : one.kind(),
                one == null ? null : one.lineage().recipe());
    }

    private static Map<Field, Statement> newest(List<Statement> newestFirst) {
        Map<Field, Statement> newest = new EnumMap<>(Field.class);
        newestFirst.forEach(statement -> newest.putIfAbsent(statement.field(), statement));
        newest.values().removeIf(statement -> statement.text().isBlank());
        return newest;
    }

    /**
     * Every statement that was ever made, newest first; an empty one took the one before back.
     *
     * @throws AttuneException {@code checkpoint-unknown}
     */
    public List<Statement> statements(String checkpointId) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Objects.requireNonNull(catalogue.checkpoint(checkpointId));
            return store.statements(checkpointId);
        });
    }

    /**
     * Takes what somebody states. What is stated already in the same words stays as it is, with who stated it first.
     *
     * @param texts by field; an empty text takes a statement back
     * @param by pseudonym of the person
     * @return the statements that hold then
     * @throws AttuneException {@code checkpoint-unknown} or {@code bad-statement}
     */
    public Map<Field, Statement> state(String checkpointId, Map<String, String> texts, String by) {
        Map<Field, String> given = new EnumMap<>(Field.class);
        texts.forEach((name, text) -> given.put(field(name), checked(name, text)));
        return QuarkusTransaction.requiringNew().call(() -> {
            Objects.requireNonNull(catalogue.checkpoint(checkpointId));
            Map<Field, Statement> before = newest(store.statements(checkpointId));
            Set<Field> changed = new HashSet<>(given.keySet());
            changed.removeIf(field -> Optional.ofNullable(before.get(field))
                    .map(Statement::text)
                    .orElse("")
                    .equals(given.get(field)));
            for (Field field : Field.values()) {
                if (changed.contains(field)) {
                    store.state(checkpointId, field, String.valueOf(given.get(field)), by);
                }
            }
            return newest(store.statements(checkpointId));
        });
    }

    private static Field field(String name) {
        for (Field field : Field.values()) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        throw ErrorCategory.CALLER.error(
                "bad-statement",
                "Nothing called " + name + " can be stated; the fields are " + List.of(Field.values()) + ".");
    }

    private static String checked(String name, @Nullable String text) {
        String stated = text == null ? "" : text.strip();
        if (stated.length() > LONGEST) {
            throw ErrorCategory.CALLER.error(
                    "bad-statement",
                    "The statement " + name + " has " + stated.length() + " characters; at most " + LONGEST
                            + " are taken.");
        }
        if (stated.indexOf('\0') >= 0) {
            throw ErrorCategory.CALLER.error(
                    "bad-statement", "The statement " + name + " holds a NUL, which is no text.");
        }
        return stated;
    }
}
