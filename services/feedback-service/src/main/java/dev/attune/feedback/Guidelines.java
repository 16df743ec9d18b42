package dev.attune.feedback;

import java.time.Instant;

/** What the annotators of a project were told, and since when. */
public record Guidelines(int version, String text, Instant since) {}
