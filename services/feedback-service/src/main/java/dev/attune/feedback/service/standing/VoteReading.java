package dev.attune.feedback.service.standing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.config.StandingConfig;
import dev.attune.feedback.service.standing.Comparisons.Comparison;
import dev.attune.feedback.standing.ProjectStanding.LeftOut;
import dev.attune.feedback.standing.StandingFilter;
import dev.attune.feedback.store.standing.BallotStore;
import dev.attune.feedback.store.standing.BallotStore.Bounds;
import dev.attune.feedback.store.standing.BallotStore.Row;
import dev.attune.feedback.store.standing.MakerStore;
import dev.attune.feedback.store.standing.MakerStore.Makers;
import dev.attune.judgement.standing.Ballot;
import dev.attune.judgement.standing.Style;

/** Reads the votes between a project's checkpoints, within the caller's transaction. */
@ApplicationScoped
class VoteReading {

    /** Contrasts are rounded to a fiftieth, so that votes alike are few kinds and a fit is quick: it moves no figure that anybody sees. */
    private static final double CONTRASTS = 50;

    private final BallotStore ballots;
    private final MakerStore makers;
    private final StandingConfig config;

    VoteReading(BallotStore ballots, MakerStore makers, StandingConfig config) {
        this.ballots = ballots;
        this.makers = makers;
        this.config = config;
    }

    Votes read(UUID project, StandingFilter filter) {
        List<Row> rows = ballots.read(project, filter, new Bounds(config.mostVotesEach(), config.mostVotes()));
        Map<UUID, Makers> known =
                makers.of(rows.stream().map(Row::item).distinct().toList());
        Comparisons comparisons = new Comparisons();
        rows.forEach(row -> {
            Makers of = known.get(row.item());
            if (of != null) {
                comparisons.add(row, of);
            }
        });
        Map<String, Integer> numbers = numbers(comparisons.all());
        List<Ballot> votes = votes(comparisons.all(), numbers);
        List<String> names = List.copyOf(numbers.keySet());
        return new Votes(
                names,
                votes,
                rows.stream().map(Row::changedAt).max(Comparator.naturalOrder()).orElse(null),
                cut(rows),
                new LeftOut(
                        comparisons.byHand(),
                        comparisons.sameCheckpoint(),
                        (int) all(comparisons.all()).distinct().count() - names.size()));
    }

    private boolean cut(List<Row> rows) {
        return rows.size() >= config.mostVotes()
                || rows.stream().collect(Collectors.groupingBy(Row::account, Collectors.counting())).values().stream()
                        .anyMatch(count -> count >= config.mostVotesEach());
    }

    private static Stream<String> all(List<Comparison> comparisons) {
        return comparisons.stream().flatMap(comparison -> Stream.of(comparison.left(), comparison.right()));
    }

    /** Those with the most votes in this order, whatever the order in which rows come. */
    private Map<String, Integer> numbers(List<Comparison> comparisons) {
        Map<String, Long> counts = all(comparisons).collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        Map<String, Integer> numbers = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Long> entry) -> -entry.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(config.mostCheckpoints())
                .forEach(entry -> numbers.put(entry.getKey(), numbers.size()));
        return numbers;
    }

    private static List<Ballot> votes(List<Comparison> comparisons, Map<String, Integer> numbers) {
        Map<UUID, Integer> raters = new HashMap<>();
        Map<UUID, Integer> prompts = new HashMap<>();
        List<Ballot> votes = new ArrayList<>(comparisons.size());
        for (Comparison each : comparisons) {
            Integer left = numbers.get(each.left());
            Integer right = numbers.get(each.right());
            if (left != null && right != null) {
                votes.add(new Ballot(
                        raters.computeIfAbsent(each.account(), _ -> raters.size()),
                        prompts.computeIfAbsent(each.prompt(), _ -> prompts.size()),
                        left,
                        right,
                        each.outcome(),
                        contrast(each)));
            }
        }
        return votes;
    }

    private static List<Double> contrast(Comparison each) {
        double contrast = Style.contrast(List.of(each.leftLength()), List.of(each.rightLength()))
                .getFirst();
        return List.of(Math.round(CONTRASTS * contrast) / CONTRASTS);
    }

    /** @see BallotStore#state */
    String state(UUID project, Instant since) {
        return ballots.state(project, since);
    }

    Instant now() {
        return ballots.now();
    }
}
