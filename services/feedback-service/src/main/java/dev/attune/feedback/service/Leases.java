package dev.attune.feedback.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
import dev.attune.feedback.service.together.Outcome;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.LeaseStore;
import dev.attune.feedback.store.LeaseStore.Lease;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.lease.LeaseSets;
import dev.attune.feedback.store.lease.LeaseSets.Owner;
import dev.attune.feedback.store.lease.OpenItems;

/** Hands out items, to several at once in one transaction. */
@ApplicationScoped
class Leases {

    private final LeaseStore leases;
    private final LeaseSets sets;
    private final OpenItems open;
    private final ItemStore items;
    private final PromptStore prompts;
    private final Walls walls;
    private final Sides sides;
    private final FeedbackConfig config;

    Leases(
            LeaseStore leases,
            LeaseSets sets,
            OpenItems open,
            ItemStore items,
            PromptStore prompts,
            Walls walls,
            Sides sides,
            FeedbackConfig config) {
        this.leases = leases;
        this.sets = sets;
        this.open = open;
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
     * For each wish what the account holds already, else the oldest open item, else nothing. Two wishes are never of the same owner.
     *
     * @param wait wait for items and requests of others, which only a wish that comes alone may
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    List<Outcome<Optional<Assignment>>> deal(List<Wish> wishes, boolean wait) {
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
        Map<Wish, Lease> dealt = dealt(locked, wait);
        assignments(projects, dealt).forEach((wish, assignment) -> outcomes.put(wish, done(Optional.of(assignment))));
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

    /** The leases, also new ones, of those for whom there is an item. */
    private Map<Wish, Lease> dealt(List<Wish> wishes, boolean wait) {
        Map<Wish, Lease> dealt = new HashMap<>();
        if (wishes.isEmpty()) {
            return dealt;
        }
        Map<Owner, List<Lease>> live =
                sets.live(wishes.stream().map(Wish::owner).toList());
        Map<Wish, UUID> chosen = new LinkedHashMap<>();
        Map<UUID, Integer> room = new HashMap<>();
        for (Wish wish : wishes) {
            wish.held(live.getOrDefault(wish.owner(), List.of()))
                    .ifPresentOrElse(
                            lease -> dealt.put(wish, lease),
                            () -> choose(wish.owner(), room, wait).ifPresent(item -> chosen.put(wish, item)));
        }
        dealt.putAll(granted(chosen));
        return dealt;
    }

    /**
     * The oldest item that has room for one more rater, counting those to whom this transaction gives it.
     *
     * @param room of the items that this transaction holds
     */
    private Optional<UUID> choose(Owner owner, Map<UUID, Integer> room, boolean wait) {
        while (true) {
            List<UUID> full = room.entrySet().stream()
                    .filter(entry -> entry.getValue() <= 0)
                    .map(Map.Entry::getKey)
                    .toList();
            Optional<UUID> found = open.find(owner, full, wait).map(OpenItems.Found::item);
            if (found.isEmpty()) {
                return found;
            }
            UUID item = found.get();
            int left = room.computeIfAbsent(item, open::room);
            room.put(item, left - 1);
            if (left > 0) {
                return found;
            }
        }
    }

    private Map<Wish, Lease> granted(Map<Wish, UUID> chosen) {
        Map<Wish, Lease> granted = new HashMap<>();
        if (chosen.isEmpty()) {
            return granted;
        }
        Map<UUID, Item> wanted = items.byIds(Set.copyOf(chosen.values()));
        List<Wish> wishes = List.copyOf(chosen.keySet());
        List<LeaseSets.Grant> grants = wishes.stream()
                .map(wish -> {
                    UUID item = chosen.get(wish);
                    return new LeaseSets.Grant(item, wish.account().id(), sides.order(wanted.get(item)));
                })
                .toList();
        List<Lease> fresh = sets.grant(grants, config.lease().duration());
        for (int i = 0; i < wishes.size(); i++) {
            granted.put(wishes.get(i), fresh.get(i));
        }
        return granted;
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

    private Map<Wish, Assignment> assignments(Map<UUID, Project> projects, Map<Wish, Lease> dealt) {
        Map<Wish, Assignment> assignments = new HashMap<>();
        if (dealt.isEmpty()) {
            return assignments;
        }
        Map<UUID, Item> shown =
                items.byIds(dealt.values().stream().map(Lease::itemId).collect(Collectors.toSet()));
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
