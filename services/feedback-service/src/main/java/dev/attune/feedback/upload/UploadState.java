package dev.attune.feedback.upload;

/** How far an upload is. */
public enum UploadState {
    /** Its bytes come in. */
    RECEIVING,
    /** It is looked through; nothing is entered. */
    CHECKING,
    /** What is in it is known; somebody must say that it be entered. */
    CHECKED,
    ENTERING,
    ENTERED,
    /** It cannot be read. */
    FAILED
}
