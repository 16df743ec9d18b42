package dev.attune.feedback.service.standing;

import dev.attune.feedback.standing.ProjectStanding;

/**
 * A standing as it is told, to whomever asks.
 *
 * @param json the same as text, made once
 * @param tag another one whenever the text is another
 */
public record CurrentStanding(ProjectStanding standing, String json, String tag) {}
