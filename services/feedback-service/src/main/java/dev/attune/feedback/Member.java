package dev.attune.feedback;

import java.time.Instant;

import dev.attune.feedback.need.Profile;

/**
 * An account that belongs to a project.
 *
 * @param profile what it has, and how much is wanted of it
 */
public record Member(String name, ProjectRole role, Instant addedAt, Profile profile) {}
