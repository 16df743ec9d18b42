package dev.attune.inference.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.inference.Faults;
import dev.attune.inference.config.CandidateConfig;
import dev.attune.inference.model.ModelLease;

/** Makes the answers that people rate: by turns from the two newest policies, or all from the only one. */
@ApplicationScoped
public class Candidates {

    private static final Logger LOG = Logger.getLogger(Candidates.class);

    private final RingState ring;
    private final Serving serving;
    private final CandidateConfig config;

    Candidates(RingState ring, Serving serving, CandidateConfig config) {
        this.ring = ring;
        this.serving = serving;
        this.config = config;
    }

    /** Whether there is a policy to sample from. */
    public boolean possible() {
        return !ring.policies().isEmpty();
    }

    /**
     * One outcome for each prompt, in the same order.
     *
     * @throws AttuneException {@code model-not-ready} when no policy can be loaded: the prompts must be tried again
     */
    public List<CandidateOutcome> make(List<PromptAdded> prompts) {
        List<ModelLease> leases = leases();
        try {
            return make(prompts, leases);
        } finally {
            leases.forEach(ModelLease::close);
        }
    }

    private List<CandidateOutcome> make(List<PromptAdded> prompts, List<ModelLease> leases) {
        Map<String, CandidateOutcome.Refused> refused = new HashMap<>();
        List<AnswersInProgress> answered = new ArrayList<>();
        for (PromptAdded prompt : prompts) {
            try {
                answered.add(answers(prompt, leases));
            } catch (AttuneException e) {
                if (e.category() != ErrorCategory.CALLER) {
                    throw e; // A fault of ours is no reason to put the prompt aside.
                }
                refused.put(prompt.promptId(), new CandidateOutcome.Refused(e.code(), String.valueOf(e.getMessage())));
            }
        }
        new AnswerSampler(config).sample(answered);
        Map<String, CandidateOutcome> outcomes = new HashMap<>(refused);
        answered.forEach(one -> outcomes.put(one.prompt().promptId(), new CandidateOutcome.Made(one.event(config))));
        List<CandidateOutcome> inOrder = new ArrayList<>();
        prompts.forEach(prompt -> inOrder.add(Objects.requireNonNull(outcomes.get(prompt.promptId()))));
        return inOrder;
    }

    private AnswersInProgress answers(PromptAdded prompt, List<ModelLease> leases) {
        if (Message.anyImages(prompt.prompt())) {
            throw Faults.imagesUnseen();
        }
        List<AnswerInProgress> answers = new ArrayList<>();
        for (int answer = 0; answer < prompt.wanted(); answer++) {
            ModelLease lease = leases.get(answer % leases.size());
            int[] tokens = lease.promptTokens(prompt.prompt());
            if (tokens.length + config.maxNewTokens() > lease.positions()) {
                throw Faults.promptTooLong(tokens.length, config.maxNewTokens(), lease.positions());
            }
            answers.add(new AnswerInProgress(prompt.promptId(), answer, lease, tokens));
        }
        return new AnswersInProgress(prompt, answers);
    }

    /** The two newest policies that can be loaded. */
    private List<ModelLease> leases() {
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
