package dev.attune.feedback.overview;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.ProjectRole;

/**
 * How the work in a project goes. Counted are ratings that people gave here and did not take back; skips count apart.
 *
 * @param days the days of {@link PersonAtWork#byDay}, oldest first
 * @param imported ratings that came with imported pairs, which are in no other figure
 */
public record Overview(
        Instant at, List<LocalDate> days, List<PersonAtWork> people, long imported, Pace pace, Agreement agreement) {
    public Overview {
        days = List.copyOf(days);
        people = List.copyOf(people);
    }

    /**
     * One person's work.
     *
     * @param role as a member; absent: the person is none, and the project is open to all annotators
     * @param medianMillis half of the ratings took longer, from the hand-out on
     * @param holds what the person has before them now
     * @param byDay ratings of each day
     */
    public record PersonAtWork(
            String name,
            @Schema(nullable = true) @Nullable ProjectRole role,
            long ratings,
            long skipped,
            @Schema(nullable = true) @Nullable Long medianMillis,
            long holds,
            @Schema(nullable = true) @Nullable Instant lastRatedAt,
            List<Long> byDay) {
        public PersonAtWork {
            byDay = List.copyOf(byDay);
        }
    }

    /**
     * How quickly it goes.
     *
     * @param wanted ratings that are still to be given, for what can be rated now
     * @param perDay ratings a day within the last seven days, or since the first if that is less ago
     * @param doneAt when it is done at this rate; absent: it is done, or nobody rates
     */
    public record Pace(
            long wanted,
            double perDay,
            @Schema(nullable = true) @Nullable Instant doneAt) {}

    /**
     * Whether people say the same of the same.
     *
     * @param items items that more than one person rated
     * @param pairs pairs of ratings of one item
     * @param equalShare how many of the pairs are of equal verdicts: the better side, a tie, both bad
     * @param alpha Krippendorff's alpha for such verdicts: 1 all agree, 0 as by chance; absent: there is nothing to compare, or
     *     all verdicts of all items are the same, so that chance would agree as well
     * @param others of what else people say: rankings, scores, flags
     */
    public record Agreement(
            long items,
            long pairs,
            @Schema(nullable = true) @Nullable Double equalShare,
            @Schema(nullable = true) @Nullable Double alpha,
            List<Measured> others) {
        public Agreement {
            others = List.copyOf(others);
        }
    }

    /** What people may agree in beside verdicts on pairs. */
    public enum Kind {
        /** Each two answers that somebody ranked, as they are settled: one is before the other, or they are tied. Nominal. */
        RANKING,
        /** Scores of an answer on one axis. Interval: steps of a scale are held to be equally wide. */
        SCORE,
        /** Whether a flag is set on an answer. Nominal. */
        FLAG
    }

    /**
     * Whether people say the same in one of these.
     *
     * @param name of the axis or the flag
     * @param units two answers, or an answer, of which more than one person said it
     * @param pairs of what was said of one unit
     */
    public record Measured(
            Kind kind,
            @Schema(nullable = true) @Nullable String name,
            long units,
            long pairs,
            @Schema(nullable = true) @Nullable Double equalShare,
            @Schema(nullable = true) @Nullable Double alpha) {}
}
