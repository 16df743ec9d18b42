package dev.attune.feedback.export;

/**
 * What there is to export.
 *
 * @param settled items that have all their ratings
 * @param open items that have some of them
 * @param heldOut prompts that are kept away from training, of {@code prompts}
 * @param answers that were judged by themselves
 */
public record ExportSizes(long settled, long open, long prompts, long heldOut, long answers) {}
