package dev.attune.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A run with the course of each of its metrics, by name and in the order of the steps.
 *
 * @param controls what people wanted of it, oldest first
 */
public record RunDetail(Run run, Map<String, List<Point>> series, List<RunControl> controls) {

    /** One value of a metric. */
    public record Point(int step, double value) {}

    /**
     * At most so many points of a course: the least and the greatest of each stretch, so that no spike is lost.
     *
     * @param most at least 4
     */
    public static List<Point> thinned(List<Point> course, int most) {
        if (course.size() <= most) {
            return course;
        }
        int stretches = (most - 2) / 2;
        List<Point> kept = new ArrayList<>();
        kept.add(course.getFirst());
        int inner = course.size() - 2;
        for (int i = 0; i < stretches; i++) {
            int from = 1 + (int) ((long) inner * i / stretches);
            int until = 1 + (int) ((long) inner * (i + 1) / stretches);
            addExtremes(course.subList(from, until), kept);
        }
        kept.add(course.getLast());
        return kept;
    }

    private static void addExtremes(List<Point> stretch, List<Point> kept) {
        if (stretch.isEmpty()) {
            return;
        }
        Point least = stretch.getFirst();
        Point greatest = least;
        for (Point point : stretch) {
            least = point.value() < least.value() ? point : least;
            greatest = point.value() > greatest.value() ? point : greatest;
        }
        kept.add(least.step() <= greatest.step() ? least : greatest);
        if (least.step() != greatest.step()) {
            kept.add(least.step() <= greatest.step() ? greatest : least);
        }
    }
}
