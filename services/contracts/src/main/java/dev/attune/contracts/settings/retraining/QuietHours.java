package dev.attune.contracts.settings.retraining;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;

import dev.attune.contracts.error.Require;

/**
 * A span of the day in which nothing is started; a run that goes goes on.
 *
 * @param from such as {@code 22:00}; where {@code until} is not later, it is on the next day
 * @param until the first minute that is not quiet any more; {@code 00:00} is the day's end
 * @param days on which the span begins, such as {@code saturday}; empty: on each
 */
public record QuietHours(String from, String until, List<String> days) {

    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;

    @JsonCreator
    public QuietHours {
        minute(from, "from");
        minute(until, "until");
        days = Require.copy(days);
        days.forEach(QuietHours::day);
    }

    /** Whether all hours of the week are quiet. */
    static boolean coverTheWeek(List<QuietHours> all) {
        return week(all).cardinality() == WEEK;
    }

    /** Whether it is quiet then. */
    public static boolean quiet(List<QuietHours> all, ZonedDateTime at) {
        return week(all).get(minute(at));
    }

    /** When it is quiet no more; the same time where it is not. There must be such a minute. */
    public static ZonedDateTime end(List<QuietHours> all, ZonedDateTime at) {
        BitSet quiet = week(all);
        ZonedDateTime minute = at;
        while (quiet.get(minute(minute))) {
            minute = minute.plusMinutes(1).withSecond(0).withNano(0);
        }
        return minute;
    }

    private static int minute(ZonedDateTime at) {
        return (at.getDayOfWeek().getValue() - 1) * DAY + at.getHour() * 60 + at.getMinute();
    }

    private static BitSet week(List<QuietHours> all) {
        BitSet week = new BitSet(WEEK);
        all.forEach(hours -> hours.mark(week));
        return week;
    }

    private void mark(BitSet week) {
        int first = minute(from, "from");
        int end = minute(until, "until");
        int length = end > first ? end - first : end - first + DAY;
        for (DayOfWeek day : DayOfWeek.values()) {
            if (days.isEmpty() || days.stream().map(QuietHours::day).anyMatch(day::equals)) {
                int begin = (day.getValue() - 1) * DAY + first;
                for (int i = begin; i < begin + length; i++) {
                    week.set(i % WEEK);
                }
            }
        }
    }

    private static int minute(String time, String field) {
        try {
            LocalTime read = LocalTime.parse(Require.text(time, field));
            return read.getHour() * 60 + read.getMinute();
        } catch (DateTimeParseException _) {
            throw new IllegalArgumentException(field + " must be a time such as 22:00 but is \"" + time + "\"");
        }
    }

    private static DayOfWeek day(String name) {
        try {
            return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("days must be named as monday to sunday but one is \"" + name + "\"");
        }
    }
}
