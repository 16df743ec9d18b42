package dev.attune.feedback;

/** What the audit log knows of. */
public enum AuditAction {
    SIGNED_IN,
    SIGNED_OUT,
    SESSIONS_ENDED,
    PASSWORD_CHANGED,
    PASSWORD_RESET,
    ACCOUNT_CREATED,
    ACCOUNT_CHANGED,
    TOKEN_MADE,
    TOKEN_REVOKED,
    PROJECT_CREATED,
    PROJECT_CHANGED,
    MEMBER_SET,
    MEMBER_REMOVED,
    PROMPTS_ADDED,
    PREFERENCES_IMPORTED
}
