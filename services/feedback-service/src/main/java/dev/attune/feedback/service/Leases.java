package dev.attune.feedback.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

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
import dev.attune.feedback.service.choice.Fronts;
import dev.attune.feedback.service.choice.Picks;
import dev.attune.feedback.service.need.Quotas;
import dev.attune.feedback.service.together.Outcome;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.LeaseStore;
import dev.attune.feedback.store.LeaseStore.Lease;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.lease.LeaseSets;
import dev.attune.feedback.store.lease.LeaseSets.Owner;

/** Hands out items, to several at once in one transaction. */
@ApplicationScoped
class Leases {

    private final LeaseStore leases;
    private final LeaseSets sets;
    private final Picks picks;
    private final Fronts fronts;
    private final Quotas quotas;
    private final Checks checks;
    private final ItemStore items;
    private final PromptStore prompts;
    private final Walls walls;
    private final Sides sides;
    private final FeedbackConfig config;

    Leases(
            LeaseStore leases,
            LeaseSets sets,
            Picks picks,
            Fronts fronts,
            Quotas quotas,
            Checks checks,
            ItemStore items,
            PromptStore prompts,
            Walls walls,
            Sides sides,
            FeedbackConfig config) {
        this.leases = leases;
        this.sets = sets;
        this.picks = picks;
        this.fronts = fronts;
        this.quotas = quotas;
        this.checks = checks;
        this.items = items;
        this.prompts = prompts;
        this.walls = walls;
        this.sides = sides;
        this.config = config;
    }

    /**
     * Somebody wants an item.
     *
     * @param besides a lease of the account: what it holds besides that one; absent: what it holds
     */
    record Wish(UUID projectId, Account account, @Nullable UUID besides) {

        Owner owner() {
            return new Owner(projectId, account.id());
        }

        private Optional<Lease> held(List<Lease> live) {
            return live.stream().filter(lease -> !lease.id().equals(besides)).findFirst();
        }
    }

    /**
     * For each wish what the account holds already, else a new item, else nothing; see {@link Picks#lock} for {@code wait}. Two wishes are never of the same owner.
     *
     * @param wait which only a wish that comes alone may
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<Outcome<Optional<Assignment>>> deal(List<Wish> wishes, boolean wait) {
        sets.byIndexes();
        Map<UUID, Project> projects =
                walls.known(wishes.stream().map(Wish::projectId).collect(Collectors.toSet()));
        Map<Wish, Outcome<Optional<Assignment>>> outcomes = new HashMap<>();
        List<Wish> seen = new ArrayList<>();
        for (Wish wish : wishes) {
            refusal(wish, projects.get(wish.projectId()))
                    .ifPresentOrElse(why -> outcomes.put(wish, new Outcome.Refused<>(why)), () -> seen.add(wish));
        }
        List<Wish> locked = locked(seen);
        seen.stream().filter(wish -> !locked.contains(wish)).forEach(wish -> outcomes.put(wish, new Outcome.Later<>()));
        Map<UUID, Item> read = new HashMap<>();
        Map<Wish, Lease> dealt = dealt(locked, projects, wait, read);
        assignments(projects, dealt, read)
                .forEach((wish, assignment) -> outcomes.put(wish, done(Optional.of(assignment))));
        return wishes.stream()
                .map(wish -> outcomes.getOrDefault(wish, done(Optional.empty())))
                .toList();
    }

    private static Outcome<Optional<Assignment>> done(Optional<Assignment> assignment) {
        return new Outcome.Done<>(assignment);
    }

    private Optional<FeedbackException> refusal(Wish wish, @Nullable Project project) {
        if (project == null || !walls.sees(project, wish.account())) {
            return Optional.of(Walls.unseen(wish.projectId()));
        }
        try {
            Projects.requireAlive(project);
            return Optional.empty();
        } catch (FeedbackException e) {
            return wish.besides() == null ? Optional.of(e) : Optional.empty();
        }
    }

    /** Who comes alone waits until their other request is done. */
    private List<Wish> locked(List<Wish> wishes) {
        if (wishes.size() == 1) {
            leases.lock(
                    wishes.getFirst().projectId(), wishes.getFirst().account().id());
            return wishes;
        }
        Set<Owner> free = sets.tryLock(wishes.stream().map(Wish::owner).toList());
        return wishes.stream().filter(wish -> free.contains(wish.owner())).toList();
    }

    /** The leases, also new ones, of those for whom there is an item; {@code read} is given the items that were read for it. */
    private Map<Wish, Lease> dealt(List<Wish> wishes, Map<UUID, Project> projects, boolean wait, Map<UUID, Item> read) {
        Map<Wish, Lease> dealt = new HashMap<>();
        if (wishes.isEmpty()) {
            return dealt;
        }
        Map<Owner, List<Lease>> live =
                sets.live(wishes.stream().map(Wish::owner).toList());
        for (Wish wish : wishes) {
            wish.held(live.getOrDefault(wish.owner(), List.of())).ifPresent(lease -> dealt.put(wish, lease));
        }
        if (!wait) {
            together(wishes.stream().filter(wish -> !dealt.containsKey(wish)).toList(), read)
                    .forEach(dealt::put);
        }
        for (Wish wish : wishes) {
            if (!dealt.containsKey(wish)) {
                anew(Objects.requireNonNull(projects.get(wish.projectId())), wish, wait)
                        .ifPresent(lease -> dealt.put(wish, lease));
            }
        }
        return dealt;
    }

    /** Of each project the first items, for those to whom nothing else applies than their order. */
    private Map<Wish, Lease> together(List<Wish> wishes, Map<UUID, Item> read) {
        Map<Owner, Wish> owners = new HashMap<>();
        List<LeaseStore.Grant> grants = new ArrayList<>();
        Map<UUID, List<Wish>> byProject = wishes.stream().collect(Collectors.groupingBy(Wish::projectId));
        byProject.forEach((project, here) -> {
            if (checks.none(project)) {
                List<UUID> accounts = here.stream()
                        .map(wish -> wish.account().id())
                        .filter(account -> quotas.allow(project, account))
                        .toList();
                Map<UUID, Picks.Pick> picked = fronts.lock(project, accounts);
                here.forEach(wish -> owners.put(wish.owner(), wish));
                if (!picked.isEmpty()) {
                    read.putAll(items.byIds(
                            picked.values().stream().map(Picks.Pick::item).collect(Collectors.toSet())));
                }
                picked.forEach((account, pick) ->
                        grants.add(grant(account, pick, Objects.requireNonNull(read.get(pick.item())))));
            }
        });
        return grants.isEmpty()
                ? Map.of()
                : leases.grant(grants, config.lease().duration()).stream()
                        .collect(Collectors.toMap(
                                lease -> Objects.requireNonNull(
                                        owners.get(new Owner(lease.projectId(), lease.accountId()))),
                                Function.identity()));
    }

    private LeaseStore.Grant grant(UUID account, Picks.Pick pick, Item item) {
        return new LeaseStore.Grant(item.id(), account, sides.order(item), pick.draw());
    }

    /** What is handed out anew; nothing to who has given as many ratings as are wanted. */
    private Optional<Lease> anew(Project project, Wish wish, boolean wait) {
        return quotas.allow(project.id(), wish.account().id())
                ? checks.instead(project, wish.account(), () -> granted(wish, wait))
                : Optional.empty();
    }

    /** A new lease, which the next pick of this transaction counts, too. */
    private Optional<Lease> granted(Wish wish, boolean wait) {
        UUID account = wish.account().id();
        return picks.lock(wish.projectId(), account, wait)
                .map(pick -> leases.grant(
                        pick.item(),
                        account,
                        sides.order(items.get(pick.item())),
                        config.lease().duration(),
                        pick.draw()));
    }

    /**
     * Gives back what the account holds under the lease, so that others may have it; what is over already stays as it is.
     *
     * @throws FeedbackException {@link Fault#LEASE_UNKNOWN}
     */
    @Transactional
    void giveBack(UUID leaseId, Account account) {
        Lease lease = leases.locked(leaseId)
                .filter(found -> found.accountId().equals(account.id()))
                .orElseThrow(() -> Fault.LEASE_UNKNOWN.because("You have no lease " + leaseId + "."));
        if (!lease.used()) {
            leases.use(leaseId);
            leases.beginNext(lease, config.lease().duration());
        }
    }

    private Map<Wish, Assignment> assignments(
            Map<UUID, Project> projects, Map<Wish, Lease> dealt, Map<UUID, Item> read) {
        Map<Wish, Assignment> assignments = new HashMap<>();
        if (dealt.isEmpty()) {
            return assignments;
        }
        Map<UUID, Item> shown = new HashMap<>(read);
        Set<UUID> unread = dealt.values().stream()
                .map(Lease::itemId)
                .filter(item -> !read.containsKey(item))
                .collect(Collectors.toSet());
        if (!unread.isEmpty()) {
            shown.putAll(items.byIds(unread));
        }
        Map<UUID, Prompt> asked =
                prompts.byIds(shown.values().stream().map(Item::promptId).collect(Collectors.toSet()));
        dealt.forEach((wish, lease) -> {
            Item item = Objects.requireNonNull(shown.get(lease.itemId()));
            Prompt prompt = Objects.requireNonNull(asked.get(item.promptId()));
            assignments.put(
                    wish, assignment(Objects.requireNonNull(projects.get(wish.projectId())), lease, item, prompt));
        });
        return assignments;
    }

    private Assignment assignment(Project project, Lease lease, Item item, Prompt prompt) {
        if (!Objects.equals(lease.guidelinesVersion(), project.guidelinesVersion())) {
            leases.told(lease.id(), project.guidelinesVersion());
        }
        List<Candidate> answers =
                lease.places(item).stream().map(item.answers()::get).toList();
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
}
