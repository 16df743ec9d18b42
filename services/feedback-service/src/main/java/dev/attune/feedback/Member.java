package dev.attune.feedback;

import java.time.Instant;

/** An account that belongs to a project. */
public record Member(String name, ProjectRole role, Instant addedAt) {}
