package dev.attune.feedback.service.trust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.service.settlement.PairVerdict;
import dev.attune.feedback.store.trust.CrowdVoteStore;
import dev.attune.feedback.store.trust.CrowdVoteStore.Row;
import dev.attune.judgement.vote.Verdict;
import dev.attune.judgement.vote.Vote;
import dev.attune.judgement.vote.Votes;

/**
 * A project's votes as the model takes them: each pair by itself, answers 2p and 2p + 1, since the queue's pairs rarely meet and two answers
 * that no vote joins do not compare. Two bad answers are no vote between them.
 */
final class CrowdVotes {

    private final Map<String, Integer> raters = new HashMap<>();
    private final List<Person> people = new ArrayList<>();
    private final Map<Object, Integer> pairs = new HashMap<>();
    private final Map<UUID, OfItem> items = new LinkedHashMap<>();
    private final List<Vote> votes = new ArrayList<>();

    /** Who voted. */
    record Person(String rater, @Nullable UUID account) {}

    /**
     * What an item's own votes are.
     *
     * @param pair which pair its answers are
     * @param reversed whether its first answer is the pair's second
     */
    record OfItem(int pair, boolean reversed, boolean settled, PairVerdict.Counts counts) {

        OfItem plus(dev.attune.contracts.event.part.Verdict verdict, boolean prefersFirst) {
            return new OfItem(pair, reversed, settled, counts.plus(verdict, prefersFirst));
        }
    }

    void add(Row row) {
        CrowdVoteStore.Same same = row.same();
        boolean reversed = same != null && same.reversed();
        Object key = same == null ? row.item() : same.inOrder();
        int pair = pairs.computeIfAbsent(key, _ -> pairs.size());
        boolean prefersFirst = (row.verdict() == dev.attune.contracts.event.part.Verdict.LEFT) == row.leftFirst();
        OfItem item = items.computeIfAbsent(
                row.item(), _ -> new OfItem(pair, reversed, row.settled(), new PairVerdict.Counts(0, 0, 0, 0)));
        items.put(row.item(), item.plus(row.verdict(), prefersFirst));
        Verdict verdict = switch (row.verdict()) {
            case LEFT -> Verdict.LEFT;
            case RIGHT -> Verdict.RIGHT;
            case TIE -> Verdict.TIE;
            case BOTH_BAD, SKIP, RANKED, WRITTEN -> null;
        };
        if (verdict != null) {
            int left = 2 * pair + (row.leftFirst() == reversed ? 1 : 0);
            votes.add(new Vote(rater(row), left, left ^ 1, verdict));
        }
    }

    private int rater(Row row) {
        return raters.computeIfAbsent(row.rater(), name -> {
            people.add(new Person(name, row.account()));
            return raters.size();
        });
    }

    List<Person> people() {
        return people;
    }

    int pairs() {
        return pairs.size();
    }

    Map<UUID, OfItem> items() {
        return items;
    }

    int size() {
        return votes.size();
    }

    Votes all() {
        return new Votes(people.size(), 2 * pairs.size(), votes);
    }

    /** Some of them: those on the pairs that were read first, which are the newest. */
    Votes newest(int most) {
        int pair = pairs.size();
        if (votes.size() > most) {
            pair = Math.max(1, (int) ((long) pairs.size() * most / votes.size()));
        }
        int until = 2 * pair;
        return new Votes(
                people.size(),
                until,
                votes.stream()
                        .filter(vote -> vote.left() < until && vote.right() < until)
                        .toList());
    }

    /** Votes on pairs on which more than one person voted: only these tell raters apart. */
    int overlapping() {
        int[] counts = new int[pairs.size()];
        votes.forEach(vote -> counts[vote.left() / 2]++);
        int sum = 0;
        for (int count : counts) {
            sum += count > 1 ? count : 0;
        }
        return sum;
    }
}
