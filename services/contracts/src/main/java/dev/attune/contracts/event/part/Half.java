package dev.attune.contracts.event.part;

/**
 * Which half of a project's preferences a preference belongs to: those that teach policies, or those that judge them. Both halves have prompts and
 * raters of their own; a preference whose prompt and raters do not all belong to one half belongs to none.
 */
public enum Half {
    TEACHING,
    JUDGING
}
