package dev.attune.feedback.service.project;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.overview.Overview.Kind;
import dev.attune.feedback.overview.Overview.Measured;
import dev.attune.feedback.store.project.AgreementStore;
import dev.attune.feedback.store.project.AgreementStore.Flagged;
import dev.attune.feedback.store.project.AgreementStore.Ranked;
import dev.attune.feedback.store.project.AgreementStore.Scored;
import dev.attune.judgement.agreement.Krippendorff;
import dev.attune.judgement.agreement.Metric;
import dev.attune.judgement.agreement.Pattern;
import dev.attune.judgement.finding.Finding;

/**
 * Whether people agree in rankings, scores and flags.
 *
 * <p>Rankings are compared by each two answers, as they are settled, not by ranks: who ranks only the best leaves the rest without a
 * rank but says of each two what he says, and the agreement is then that of the pairs that are learnt from.
 */
@ApplicationScoped
class Agreements {

    private final AgreementStore store;

    Agreements(AgreementStore store) {
        this.store = store;
    }

    /** One for rankings, one for each axis and one for each flag, where more than one person said something of the same. */
    List<Measured> of(UUID project) {
        List<Measured> all = new ArrayList<>();
        all.add(measured(Kind.RANKING, null, rankings(store.rankings(project)), Metric.NOMINAL));
        scores(store.scores(project))
                .forEach((axis, units) -> all.add(measured(Kind.SCORE, axis, units, Metric.INTERVAL)));
        flags(store.flags(project)).forEach((flag, units) -> all.add(measured(Kind.FLAG, flag, units, Metric.NOMINAL)));
        return all.stream().filter(one -> one.pairs() > 0).toList();
    }

    private static Measured measured(Kind kind, @Nullable String name, List<Pattern> units, Metric metric) {
        return new Measured(
                kind,
                name,
                units.stream().mapToLong(Pattern::units).sum(),
                Pattern.pairs(units),
                orNull(Pattern.equalShare(units)),
                orNull(new Krippendorff(metric).of(units)));
    }

    static @Nullable Double orNull(Finding<Double> figure) {
        return figure.value().orElse(null);
    }

    /** Each two answers that at least two people compared: the one is better, the other is, they are tied. */
    static List<Pattern> rankings(List<Ranked> ranked) {
        List<Pattern> units = new ArrayList<>();
        for (Ranked alike : ranked) {
            int answers = alike.rankings().stream()
                            .flatMap(List::stream)
                            .flatMap(List::stream)
                            .mapToInt(Integer::intValue)
                            .max()
                            .orElse(-1)
                    + 1;
            for (int one = 0; one < answers; one++) {
                for (int other = one + 1; other < answers; other++) {
                    List<Long> counts = votes(alike.rankings(), one, other);
                    if (counts.stream().mapToLong(Long::longValue).sum() > 1) {
                        units.add(new Pattern(counts, alike.items()));
                    }
                }
            }
        }
        return units;
    }

    private static List<Long> votes(List<List<List<Integer>>> rankings, int one, int other) {
        long first = 0;
        long second = 0;
        long tied = 0;
        for (List<List<Integer>> ranking : rankings) {
            int place = place(ranking, one);
            int otherPlace = place(ranking, other);
            first += place < otherPlace ? 1 : 0;
            second += place > otherPlace ? 1 : 0;
            // Of two that were not ranked nothing was said.
            tied += place == otherPlace && place < ranking.size() ? 1 : 0;
        }
        return List.of(first, second, tied);
    }

    /** What was not ranked is behind what was. */
    private static int place(List<List<Integer>> ranking, int answer) {
        return IntStream.range(0, ranking.size())
                .filter(group -> ranking.get(group).contains(answer))
                .findFirst()
                .orElse(ranking.size());
    }

    static Map<String, List<Pattern>> scores(List<Scored> scored) {
        int lowest = scored.stream()
                .flatMap(one -> one.scores().stream())
                .mapToInt(Integer::intValue)
                .min()
                .orElse(0);
        int highest = scored.stream()
                .flatMap(one -> one.scores().stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        Map<String, List<Pattern>> axes = new LinkedHashMap<>();
        for (Scored alike : scored) {
            List<Long> counts = IntStream.rangeClosed(lowest, highest)
                    .mapToObj(score -> alike.scores().stream()
                            .filter(given -> given == score)
                            .count())
                    .toList();
            axes.computeIfAbsent(alike.axis(), _ -> new ArrayList<>()).add(new Pattern(counts, alike.answers()));
        }
        return axes;
    }

    static Map<String, List<Pattern>> flags(List<Flagged> flagged) {
        Map<String, List<Pattern>> flags = new LinkedHashMap<>();
        for (Flagged alike : flagged) {
            flags.computeIfAbsent(alike.flag(), _ -> new ArrayList<>())
                    .add(new Pattern(List.of(alike.raters() - alike.set(), alike.set()), alike.answers()));
        }
        return flags;
    }
}
