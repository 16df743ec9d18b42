package dev.attune.feedback.voiding;

/**
 * What a voiding would take out.
 *
 * @param settled items that settle something now and would not any more
 */
public record VoidingPreview(String pseudonym, String name, long ratings, long skipped, long settled) {}
