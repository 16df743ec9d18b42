package dev.attune.feedback.service.project;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.overview.Overview;
import dev.attune.feedback.overview.Overview.Agreement;
import dev.attune.feedback.overview.Overview.Measured;
import dev.attune.feedback.overview.Overview.Pace;
import dev.attune.feedback.overview.Overview.PersonAtWork;
import dev.attune.feedback.store.project.OverviewStore;
import dev.attune.feedback.store.project.OverviewStore.Recent;
import dev.attune.feedback.store.project.OverviewStore.Work;
import dev.attune.judgement.agreement.Krippendorff;
import dev.attune.judgement.agreement.Metric;
import dev.attune.judgement.agreement.Pattern;

/** How the work in a project goes: by person and by day, how quickly, and whether people agree. */
@ApplicationScoped
public class Overviews {

    private static final int MOST_DAYS = 365;
    private static final double WEEK = 7;
    private static final double SECONDS_A_DAY = 86_400;

    /** Nobody plans further ahead. */
    private static final double LONGEST_DAYS = 36_500;

    private final OverviewStore store;
    private final Agreements agreements;

    Overviews(OverviewStore store, Agreements agreements) {
        this.store = store;
        this.agreements = agreements;
    }

    /**
     * The overview of the last {@code days} days, as days are in the zone.
     *
     * @param zone such as {@code Europe/Berlin}
     * @throws FeedbackException {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public Overview of(Project project, int days, String zone) {
        Fault.INVALID_REQUEST.when(
                days < 1 || days > MOST_DAYS, "days must lie between 1 and " + MOST_DAYS + " but is " + days + ".");
        ZoneId where = zone(zone);
        Recent recent = store.recent(project.id());
        LocalDate today = LocalDate.ofInstant(recent.now(), where);
        LocalDate from = today.minusDays(days - 1L);
        Map<UUID, Map<LocalDate, Long>> byDay = store.byDay(project.id(), from, where);
        List<LocalDate> all = from.datesUntil(today.plusDays(1)).toList();
        List<PersonAtWork> people = store.work(project.id()).stream()
                .map(work -> person(work, all, byDay.getOrDefault(work.account(), Map.of())))
                .toList();
        return new Overview(
                recent.now(),
                all,
                people,
                recent.imported(),
                pace(recent),
                agreement(store.patterns(project.id()), agreements.of(project.id())));
    }

    private static PersonAtWork person(Work work, List<LocalDate> days, Map<LocalDate, Long> ratings) {
        return new PersonAtWork(
                work.name(),
                work.role(),
                work.ratings(),
                work.skipped(),
                work.medianMillis(),
                work.holds(),
                work.lastRatedAt(),
                days.stream().map(day -> ratings.getOrDefault(day, 0L)).toList());
    }

    static Pace pace(Recent recent) {
        Instant first = recent.first();
        if (first == null || recent.recent() == 0) {
            return new Pace(recent.wanted(), 0, null);
        }
        double since = Duration.between(first, recent.now()).toSeconds() / SECONDS_A_DAY;
        double perDay = recent.recent() / Math.clamp(since, 1, WEEK);
        double left = recent.wanted() / perDay;
        return new Pace(
                recent.wanted(),
                perDay,
                recent.wanted() == 0 || left > LONGEST_DAYS
                        ? null
                        : recent.now().plusSeconds(Math.round(left * SECONDS_A_DAY)));
    }

    static Agreement agreement(List<Pattern> patterns, List<Measured> others) {
        return new Agreement(
                patterns.stream().mapToLong(Pattern::units).sum(),
                Pattern.pairs(patterns),
                Agreements.orNull(Pattern.equalShare(patterns)),
                Agreements.orNull(new Krippendorff(Metric.NOMINAL).of(patterns)),
                others);
    }

    private static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw Fault.INVALID_REQUEST.because("There is no time zone " + zone + "; use one such as Europe/Berlin.");
        }
    }
}
