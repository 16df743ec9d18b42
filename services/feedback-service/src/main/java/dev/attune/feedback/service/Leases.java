package dev.attune.feedback.service;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.Candidate;
import dev.attune.feedback.Account;
import dev.attune.feedback.Assignment;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Item;
import dev.attune.feedback.Project;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.service.check.Checks;
import dev.attune.feedback.service.choice.Picks;
import dev.attune.feedback.service.need.Quotas;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.LeaseStore;
import dev.attune.feedback.store.PromptStore;

/** One attempt at handing out an item, in a transaction of its own. */
@ApplicationScoped
class Leases {

    private final LeaseStore leases;
    private final ItemStore items;
    private final PromptStore prompts;
    private final Sides sides;
    private final Picks picks;
    private final Quotas quotas;
    private final Checks checks;
    private final FeedbackConfig config;

    Leases(
            LeaseStore leases,
            ItemStore items,
            PromptStore prompts,
            Sides sides,
            Picks picks,
            Quotas quotas,
            Checks checks,
            FeedbackConfig config) {
        this.leases = leases;
        this.items = items;
        this.prompts = prompts;
        this.sides = sides;
        this.picks = picks;
        this.quotas = quotas;
        this.checks = checks;
        this.config = config;
    }

    /** The item that the account holds, else a new one; see {@link Picks#lock} for {@code wait}. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Optional<Assignment> attempt(Project project, Account account, boolean wait) {
        leases.lock(project.id(), account.id());
        Optional<LeaseStore.Lease> held = leases.live(project.id(), account.id());
        return held.or(() -> deal(project, account, wait)).map(lease -> assignment(project, lease));
    }

    /** The item that the account holds besides that of {@code lease}, else a new one: two at most. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Optional<Assignment> attemptAhead(Project project, Account account, UUID lease, boolean wait) {
        leases.lock(project.id(), account.id());
        Optional<LeaseStore.Lease> held = leases.liveBesides(lease, project.id(), account.id());
        return held.or(() -> deal(project, account, wait)).map(found -> assignment(project, found));
    }

    /**
     * Gives back what the account holds under the lease, so that others may have it; what is over already stays as it is.
     *
     * @throws FeedbackException {@link Fault#LEASE_UNKNOWN}
     */
    @Transactional
    void giveBack(UUID leaseId, Account account) {
        LeaseStore.Lease lease = leases.locked(leaseId)
                .filter(found -> found.accountId().equals(account.id()))
                .orElseThrow(() -> Fault.LEASE_UNKNOWN.because("You have no lease " + leaseId + "."));
        if (!lease.used()) {
            leases.use(leaseId);
            leases.beginNext(lease, config.lease().duration());
        }
    }

    private Optional<LeaseStore.Lease> deal(Project project, Account account, boolean wait) {
        return quotas.allow(project.id(), account.id())
                ? checks.instead(project, account, () -> grant(project, account, wait))
                : Optional.empty();
    }

    private Optional<LeaseStore.Lease> grant(Project project, Account account, boolean wait) {
        return picks.lock(project.id(), account.id(), wait)
                .map(pick -> leases.grant(
                        pick.item(),
                        account.id(),
                        sides.order(items.get(pick.item())),
                        config.lease().duration(),
                        pick.draw()));
    }

    private Assignment assignment(Project project, LeaseStore.Lease lease) {
        Item item = items.get(lease.itemId());
        Prompt prompt = prompts.byId(item.promptId()).orElseThrow();
        if (!Objects.equals(lease.guidelinesVersion(), project.guidelinesVersion())) {
            leases.told(lease.id(), project.guidelinesVersion());
        }
        List<Candidate> answers =
                order(item, lease).stream().map(item.answers()::get).toList();
        boolean pair = item.form().task() == Task.COMPARE;
        return new Assignment(
                lease.id(),
                item.id(),
                prompt.messages(),
                pair ? answers.getFirst().text() : null,
                pair ? answers.getLast().text() : null,
                lease.expiresAt(),
                project.guidelines(),
                project.guidelinesVersion(),
                item.form().task(),
                item.form(),
                answers.stream().map(Candidate::text).toList(),
                answers.stream().map(Candidate::images).toList());
    }

    /** Which answer of the item stands at each position. */
    static List<Integer> order(Item item, LeaseStore.Lease lease) {
        if (item.form().task() == Task.COMPARE) {
            return lease.leftFirst() ? List.of(0, 1) : List.of(1, 0);
        }
        return lease.order();
    }
}
