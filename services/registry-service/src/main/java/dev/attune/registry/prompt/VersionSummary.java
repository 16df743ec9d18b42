package dev.attune.registry.prompt;

import java.time.Instant;
import java.util.List;

/** A version without what it says. */
public record VersionSummary(int version, String digest, String note, String author, Instant at, List<String> labels) {}
