package dev.attune.feedback.service.agreement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.agreement.AgreementGroup;
import dev.attune.feedback.agreement.Figure;
import dev.attune.feedback.agreement.ProjectAgreement.Said;
import dev.attune.feedback.store.agreement.SaidStore.Opinion;
import dev.attune.judgement.agreement.Coefficient;
import dev.attune.judgement.agreement.Cohen;
import dev.attune.judgement.agreement.Fleiss;
import dev.attune.judgement.agreement.Gwet;
import dev.attune.judgement.agreement.Intervals;
import dev.attune.judgement.agreement.Krippendorff;
import dev.attune.judgement.agreement.Metric;
import dev.attune.judgement.agreement.Ratings;
import dev.attune.judgement.agreement.Share;
import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.finding.Undefined;

/** The agreement of some opinions. */
final class GroupOf {

    /** The same figures each time that somebody looks. */
    private static final long SEED = 1;

    private GroupOf() {}

    /** Of the items that more than one person rated among these opinions. */
    static AgreementGroup of(List<Opinion> opinions, @Nullable LocalDate day, @Nullable Integer version) {
        Map<UUID, List<Opinion>> items = new LinkedHashMap<>();
        opinions.forEach(opinion -> items.computeIfAbsent(opinion.item(), fresh -> new ArrayList<>())
                .add(opinion));
        items.values().removeIf(said -> said.size() < 2);
        Map<UUID, Integer> raters = new HashMap<>();
        items.values().forEach(said -> said.forEach(one -> raters.putIfAbsent(one.account(), raters.size())));
        Ratings ratings = ratings(items.values().stream().toList());
        Krippendorff alpha = new Krippendorff(Metric.NOMINAL);
        return new AgreementGroup(
                day,
                version,
                items.size(),
                items.values().stream().mapToInt(List::size).sum(),
                raters.size(),
                figure(alpha.of(ratings), Intervals.usual(ratings, alpha, SEED)),
                figure(new Share(), ratings),
                figure(new Fleiss(), ratings),
                cohen(items, raters),
                figure(new Gwet(), ratings));
    }

    /** Who said it does not matter: a row has what was said, and nothing behind that. */
    private static Ratings ratings(List<List<Opinion>> items) {
        int widest = items.stream().mapToInt(List::size).max().orElse(2);
        int[][] rows = new int[items.size()][widest];
        for (int item = 0; item < rows.length; item++) {
            Arrays.fill(rows[item], Ratings.MISSING);
            List<Opinion> said = items.get(item);
            for (int i = 0; i < said.size(); i++) {
                rows[item][i] = said.get(i).said().ordinal();
            }
        }
        return Ratings.of(Said.values().length, rows);
    }

    private static Figure cohen(Map<UUID, List<Opinion>> items, Map<UUID, Integer> raters) {
        if (raters.size() != 2) {
            return undefined(Undefined.NOT_TWO);
        }
        int[][] rows = new int[items.size()][2];
        int item = 0;
        for (List<Opinion> said : items.values()) {
            for (Opinion one : said) {
                rows[item][raters.getOrDefault(one.account(), 0)] = one.said().ordinal();
            }
            item++;
        }
        return figure(new Cohen(Cohen.Weights.PLAIN), Ratings.of(Said.values().length, rows));
    }

    private static Figure figure(Coefficient coefficient, Ratings ratings) {
        Finding<Double> value = coefficient.of(ratings);
        return new Figure(
                value.value().orElse(null),
                null,
                null,
                value.reason().map(Enum::name).orElse(null));
    }

    private static Figure figure(Finding<Double> value, Finding<Interval> interval) {
        return new Figure(
                value.value().orElse(null),
                interval.value().map(Interval::low).orElse(null),
                interval.value().map(Interval::high).orElse(null),
                value.reason().or(interval::reason).map(Enum::name).orElse(null));
    }

    /** A share with its interval. */
    static Figure figure(Finding<Interval> interval) {
        return figure(interval.map(Interval::estimate), interval);
    }

    private static Figure undefined(Undefined reason) {
        return new Figure(null, null, null, reason.name());
    }
}
