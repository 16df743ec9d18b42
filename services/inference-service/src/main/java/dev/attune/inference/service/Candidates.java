package dev.attune.inference.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Message;
import dev.attune.inference.CandidateOrder;
import dev.attune.inference.Faults;
import dev.attune.inference.config.CandidateConfig;
import dev.attune.inference.model.ModelLease;

/** Makes the answers that people rate: from the checkpoints that are named, else by turns from the two newest policies or all from the only one. */
@ApplicationScoped
public class Candidates {

    private static final Logger LOG = Logger.getLogger(Candidates.class);

    private final RingState ring;
    private final Serving serving;
    private final NamedCheckpoints named;
    private final CandidateConfig config;

    Candidates(RingState ring, Serving serving, NamedCheckpoints named, CandidateConfig config) {
        this.named = named;
        this.ring = ring;
        this.serving = serving;
        this.config = config;
    }

    /** Whether there is a policy to sample from. */
    public boolean possible() {
        return !ring.policies().isEmpty();
    }

    /**
     * One outcome for each order, in the same order.
     *
     * @throws AttuneException {@code model-not-ready} when no policy can be loaded: the orders must be tried again
     */
    public List<CandidateOutcome> make(List<CandidateOrder> orders) {
        Map<List<String>, List<CandidateOrder>> byCheckpoints = new LinkedHashMap<>();
        orders.forEach(order -> byCheckpoints
                .computeIfAbsent(order.checkpointIds(), _ -> new ArrayList<>())
                .add(order));
        Map<String, CandidateOutcome> outcomes = new HashMap<>();
        byCheckpoints.forEach((named, alike) -> {
            try {
                outcomes.putAll(make(alike, named));
            } catch (CheckpointGoneException e) {
                alike.forEach(order -> outcomes.put(order.id(), e.refused()));
            }
        });
        List<CandidateOutcome> inOrder = new ArrayList<>();
        orders.forEach(order -> inOrder.add(Objects.requireNonNull(outcomes.get(order.id()))));
        return inOrder;
    }

    private Map<String, CandidateOutcome> make(List<CandidateOrder> orders, List<String> named) {
        List<ModelLease> leases = named.isEmpty() ? newest() : this.named.acquire(named);
        try {
            return answer(orders, leases);
        } finally {
            leases.forEach(ModelLease::close);
        }
    }

    private Map<String, CandidateOutcome> answer(List<CandidateOrder> orders, List<ModelLease> leases) {
        Map<String, CandidateOutcome> outcomes = new HashMap<>();
        List<AnswersInProgress> answered = new ArrayList<>();
        for (CandidateOrder order : orders) {
            try {
                answered.add(answers(order, leases));
            } catch (AttuneException e) {
                if (e.category() != ErrorCategory.CALLER) {
                    throw e; // A fault of ours is no reason to put the prompt aside.
                }
                outcomes.put(order.id(), new CandidateOutcome.Refused(e.code(), String.valueOf(e.getMessage())));
            }
        }
        new AnswerSampler(config).sample(answered);
        answered.forEach(one -> outcomes.put(one.prompt().id(), new CandidateOutcome.Made(one.event(config))));
        return outcomes;
    }

    private AnswersInProgress answers(CandidateOrder order, List<ModelLease> leases) {
        if (Message.anyImages(order.prompt())) {
            throw Faults.imagesUnseen();
        }
        List<AnswerInProgress> answers = new ArrayList<>();
        for (int answer = 0; answer < order.answers(); answer++) {
            ModelLease lease = leases.get(answer % leases.size());
            int[] tokens = lease.promptTokens(order.prompt());
            if (tokens.length + config.maxNewTokens() > lease.positions()) {
                throw Faults.promptTooLong(tokens.length, config.maxNewTokens(), lease.positions());
            }
            answers.add(new AnswerInProgress(order.id(), answer, lease, tokens));
        }
        return new AnswersInProgress(order, answers);
    }

    /** The two newest policies that can be loaded. */
    private List<ModelLease> newest() {
        List<ModelLease> leases = new ArrayList<>();
        AttuneException failure = Faults.nothingToServe("candidates");
        for (CheckpointPublished policy : ring.policies()) {
            try {
                leases.add(serving.acquire(policy));
            } catch (AttuneException e) {
                failure = e;
                LOG.warnf("No candidates from %s: %s", policy.checkpointId(), e.getMessage());
            }
            if (leases.size() == 2) {
                return leases;
            }
        }
        if (leases.isEmpty()) {
            throw failure;
        }
        return leases;
    }
}
