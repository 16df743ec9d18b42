package dev.attune.registry;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.attune.registry.RunDetail.Point;

import static org.assertj.core.api.Assertions.assertThat;

class RunDetailTest {

    @Test
    void aShortCourseIsLeftAlone() {
        List<Point> course = course(10);
        assertThat(RunDetail.thinned(course, 10)).isEqualTo(course);
    }

    @Test
    void aLongCourseKeepsItsEndsAndItsSpikes() {
        List<Point> course = new java.util.ArrayList<>(course(100_000));
        course.set(54_321, new Point(54_321, 1e6));
        course.set(777, new Point(777, -1e6));

        List<Point> thinned = RunDetail.thinned(course, 200);

        assertThat(thinned)
                .hasSizeLessThanOrEqualTo(200)
                .startsWith(course.getFirst())
                .endsWith(course.getLast())
                .contains(course.get(54_321), course.get(777));
        assertThat(thinned.stream().map(Point::step)).isSorted().doesNotHaveDuplicates();
    }

    private static List<Point> course(int points) {
        return IntStream.range(0, points)
                .mapToObj(step -> new Point(step, Math.sin(step)))
                .toList();
    }
}
