package dev.attune.feedback.check;

/** What has become of an item with a known answer. */
public enum GoldState {
    /** It is handed out, and counts. */
    ACTIVE,
    /** The crowd contradicts it: it counts for nobody until a person has looked. */
    DOUBTED,
    /** A person took it out; it counts for nobody. */
    RETIRED
}
