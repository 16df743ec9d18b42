package dev.attune.feedback;

/** What an account may do in a project of which it is a member, beside seeing it; who manages may rate, too. */
public enum ProjectRole {
    ANNOTATOR,
    MANAGER
}
