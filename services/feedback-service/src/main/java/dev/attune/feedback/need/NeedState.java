package dev.attune.feedback.need;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What some items of a project ask, and who has it.
 *
 * @param language absent: any
 * @param waiting items that want ratings
 * @param raters members who may rate them
 * @param wanted the most ratings that one of these items wants of different people
 */
public record NeedState(@Nullable String language, List<String> skills, long waiting, long raters, int wanted) {
    public NeedState {
        skills = List.copyOf(skills);
    }
}
