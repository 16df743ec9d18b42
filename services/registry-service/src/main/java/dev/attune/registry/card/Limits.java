package dev.attune.registry.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.registry.Evaluation;

/** What the figures of a card do not show, in sentences that follow from them. */
public final class Limits {

    private static final double CHANCE = 0.5;
    private static final String REWARD_MODEL = "reward-model:";

    private final List<String> sentences = new ArrayList<>();

    private Limits() {}

    /** @param stopReason why the run ended before its last step */
    public static List<String> of(
            Kind kind,
            List<Figure> figures,
            List<Evaluation> evaluations,
            List<LearntFrom> learntFrom,
            List<ModelCard.Node> lineage,
            @Nullable String stopReason) {
        Limits limits = new Limits();
        if (stopReason != null) {
            limits.sentences.add("The run ended before its last step: " + stopReason);
        }
        limits.figures(figures);
        limits.evaluations(kind, evaluations, lineage);
        learntFrom.forEach(limits::data);
        return List.copyOf(limits.sentences);
    }

    private void figures(List<Figure> figures) {
        for (Figure figure : figures) {
            if (figure.name().equals("accuracy") && figure.leavesOpen(CHANCE)) {
                sentences.add(String.format(
                        Locale.ROOT,
                        "The held-out accuracy %.3f is not informative at this size: its interval %.3f to %.3f holds one half.",
                        figure.value(),
                        figure.low(),
                        figure.high()));
            }
        }
    }

    private void evaluations(Kind kind, List<Evaluation> evaluations, List<ModelCard.Node> lineage) {
        if (evaluations.isEmpty() && (kind == Kind.ADAPTER || kind == Kind.POLICY)) {
            sentences.add("It was compared with no other checkpoint.");
        }
        for (Evaluation one : evaluations) {
            if (one.winRate().low() <= CHANCE && CHANCE <= one.winRate().high()) {
                sentences.add(String.format(
                        Locale.ROOT,
                        "The win rate over %s (%s) is not informative at this size: its interval %.3f to %.3f on %d prompts holds"
                                + " one half.",
                        one.opponentCheckpointId(),
                        one.evaluationId(),
                        one.winRate().low(),
                        one.winRate().high(),
                        one.prompts()));
            }
            if (lineage.stream().anyMatch(node -> one.judge().equals(REWARD_MODEL + node.checkpointId()))) {
                sentences.add("The judge of " + one.evaluationId() + " is a reward model that it was tuned towards.");
            }
        }
    }

    private void data(LearntFrom part) {
        String of = "The " + part.use() + " of " + part.checkpointId();
        switch (part.state()) {
            case ERASED -> sentences.add(of + " held the data of a person and was erased: it cannot be made again.");
            case GONE -> sentences.add(of + " is gone from the store: it cannot be made again.");
            case NOT_KEPT ->
                sentences.add(of + " was not kept by the run, and the bus may have forgotten records of it since.");
            case KEPT -> {
                // Nothing to say.
            }
        }
        RaterSummary raters = part.summary() == null ? null : part.summary().raters();
        if (raters == null || raters.ratings() == 0) {
            return;
        }
        if (raters.programsAlone()) {
            sentences.add("All " + raters.ratings() + " ratings behind " + part.checkpointId()
                    + " were given by programs, such as simulated raters; no person gave one on the page.");
        }
        if (raters.raters() == 1) {
            sentences.add("All ratings behind " + part.checkpointId() + " are of one rater.");
        }
        if (raters.alpha() == null) {
            sentences.add("How far the raters of " + part.checkpointId() + " agree is not known: " + raters.undefined()
                    + ".");
        } else if (raters.alphaLow() != null && raters.alphaLow() <= 0) {
            sentences.add(
                    "Agreement of the raters of " + part.checkpointId() + " cannot be told from chance at this size.");
        }
    }
}
