package dev.attune.feedback.service.agreement;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.agreement.AgreementGroup;
import dev.attune.feedback.agreement.ProjectAgreement;
import dev.attune.feedback.agreement.ProjectAgreement.Drop;
import dev.attune.feedback.agreement.ProjectAgreement.Recall;
import dev.attune.feedback.agreement.ProjectAgreement.Said;
import dev.attune.feedback.store.agreement.SaidStore;
import dev.attune.feedback.store.agreement.SaidStore.Opinion;
import dev.attune.judgement.agreement.Adjudication;

/** How far people agree in a project's pairs, by day and by version of the guidelines, and with reviewers. */
@ApplicationScoped
public class ProjectAgreements {

    /** Of each person so many ratings are looked at, the last ones. */
    private static final int LAST = 3000;

    private static final int MOST_DAYS = 90;

    private final SaidStore store;

    ProjectAgreements(SaidStore store) {
        this.store = store;
    }

    /**
     * The agreement in the last ratings. A pair belongs to the day of its last rating, and to a version with what was said under it.
     *
     * @param zone of the days, such as {@code Europe/Berlin}
     * @throws FeedbackException {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public ProjectAgreement of(Project project, String zone) {
        ZoneId where = zone(zone);
        List<Opinion> opinions = store.opinions(project.id(), LAST);
        List<AgreementGroup> days = days(opinions, where);
        List<AgreementGroup> versions = versions(opinions);
        List<Drop> drops = new ArrayList<>(drops(versions));
        drops.addAll(drops(days));
        List<Opinion> reviewed =
                opinions.stream().filter(one -> one.decided() != null).toList();
        Adjudication adjudication = Adjudication.of(
                Said.values().length,
                reviewed.stream().mapToInt(one -> one.said().ordinal()).toArray(),
                reviewed.stream()
                        .mapToInt(one -> Objects.requireNonNull(one.decided()).ordinal())
                        .toArray());
        List<Recall> recall = new ArrayList<>();
        for (Said said : Said.values()) {
            recall.add(new Recall(said, GroupOf.figure(adjudication.recall().get(said.ordinal()))));
        }
        return new ProjectAgreement(
                GroupOf.of(opinions, null, null),
                days,
                versions,
                reviewed.size(),
                GroupOf.figure(adjudication.accuracy()),
                recall,
                drops);
    }

    private static List<AgreementGroup> days(List<Opinion> opinions, ZoneId where) {
        Map<UUID, LocalDate> last = new HashMap<>();
        // Oldest first, so that the last word stays.
        opinions.forEach(one -> last.put(one.item(), LocalDate.ofInstant(one.ratedAt(), where)));
        TreeMap<LocalDate, List<Opinion>> days = new TreeMap<>();
        opinions.forEach(
                one -> days.computeIfAbsent(Objects.requireNonNull(last.get(one.item())), fresh -> new ArrayList<>())
                        .add(one));
        return days.entrySet().stream()
                .skip(Math.max(0, days.size() - MOST_DAYS))
                .map(day -> GroupOf.of(day.getValue(), day.getKey(), null))
                .toList();
    }

    private static List<AgreementGroup> versions(List<Opinion> opinions) {
        TreeMap<Integer, List<Opinion>> versions = new TreeMap<>();
        for (Opinion one : opinions) {
            Integer version = one.version();
            if (version != null) {
                versions.computeIfAbsent(version, fresh -> new ArrayList<>()).add(one);
            }
        }
        return versions.entrySet().stream()
                .map(version -> GroupOf.of(version.getValue(), null, version.getKey()))
                .toList();
    }

    /** Each group beside the last one before it that has an interval. */
    static List<Drop> drops(List<AgreementGroup> groups) {
        List<Drop> drops = new ArrayList<>();
        List<AgreementGroup> known =
                groups.stream().filter(group -> group.alpha().low() != null).toList();
        for (int i = 1; i < known.size(); i++) {
            AgreementGroup before = known.get(i - 1);
            AgreementGroup now = known.get(i);
            if (now.alpha().clearlyBelow(before.alpha())) {
                drops.add(new Drop(now.day(), now.version(), before.alpha(), now.alpha()));
            }
        }
        return drops;
    }

    private static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw Fault.INVALID_REQUEST.because("There is no time zone " + zone + "; use one such as Europe/Berlin.");
        }
    }
}
