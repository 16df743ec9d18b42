package dev.attune.feedback;

/** Who may rate in a project: everybody whose role it is to rate, or its members only. */
public enum Annotators {
    ALL,
    MEMBERS
}
