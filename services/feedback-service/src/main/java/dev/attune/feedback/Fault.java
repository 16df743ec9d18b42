package dev.attune.feedback;

import java.util.Locale;

import dev.attune.contracts.error.ErrorCategory;

/** Everything that can be wrong with a call to this service; the codes are stable. */
public enum Fault {
    INVALID_REQUEST,
    INVALID_JSON,
    REQUEST_TOO_LARGE,
    TOO_MANY_LARGE_REQUESTS,
    UNKNOWN_ROUTE,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    UNSUPPORTED_MEDIA_TYPE,
    SIGN_IN_REQUIRED,
    WRONG_CREDENTIALS,
    TOO_MANY_ATTEMPTS,
    FORBIDDEN,
    WEAK_PASSWORD,
    ACCOUNT_EXISTS,
    ACCOUNT_UNKNOWN,
    ACCOUNT_DISABLED,
    LAST_ADMINISTRATOR,
    PROVIDER_ROLE,
    PROVIDER_UNKNOWN,
    PROVIDER_AWAY,
    PROVIDER_REFUSED,
    NO_ROLE,
    SESSION_UNKNOWN,
    TOKEN_UNKNOWN,
    TOO_MANY_TOKENS,
    PROJECT_EXISTS,
    PROJECT_UNKNOWN,
    PROJECT_ARCHIVED,
    PROJECT_NOT_ARCHIVED,
    PROJECT_CHANGED,
    FORM_IN_USE,
    TEMPLATE_UNKNOWN,
    MEMBER_UNKNOWN,
    INVITATION_UNKNOWN,
    INVITATION_USED,
    INVITATION_REVOKED,
    INVITATION_EXPIRED,
    ITEM_UNKNOWN,
    ITEM_CLOSED,
    OWN_ITEM,
    LEASE_UNKNOWN,
    LEASE_EXPIRED,
    LEASE_USED,
    ITEM_COMPLETE,
    RATING_UNKNOWN,
    RATING_CHANGED,
    NOTICE_UNKNOWN,
    VERSION_MISSING,
    UNDO_TOO_LATE,
    COMMENT_TOO_LONG,
    NOT_ASKED,
    NO_IMAGE,
    IMAGE_TOO_LARGE,
    IMAGE_UNKNOWN,
    IMAGES_UNSEEN,
    IDEMPOTENCY_KEY_MISSING,
    IDEMPOTENCY_KEY_REUSED,
    EMPTY_PROMPT,
    PROMPT_TOO_LONG,
    LAST_ROLE_ASSISTANT,
    DUPLICATE_PROMPT,
    DUPLICATE_PAIR,
    MISSING_FIELD,
    EMPTY_ANSWER,
    IDENTICAL_ANSWERS,
    INVALID_LINE,
    HELD_OUT_PROMPT,
    VOIDING_UNKNOWN,
    VOIDING_STATE,
    ERASURE_UNKNOWN,
    ERASURE_STATE,
    WEBHOOK_UNKNOWN,
    UPLOAD_UNKNOWN,
    UPLOAD_STATE,
    COMPLETION_UNKNOWN,
    COMPLETION_FOREIGN,
    FEEDBACK_TOO_LATE,
    COMPARISON_UNKNOWN,
    COMPARISON_UNANSWERED,
    COMPARISON_RATED,
    NOTHING_TO_LEARN,
    STANDING_BUSY,
    MODEL_REFUSED,
    BUS_AWAY,
    MODEL_AWAY;

    /** Lower case with hyphens, such as {@code lease-expired}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public ErrorCategory category() {
        return switch (this) {
            case TOO_MANY_ATTEMPTS, TOO_MANY_LARGE_REQUESTS, STANDING_BUSY, PROVIDER_AWAY, MODEL_AWAY, BUS_AWAY ->
                ErrorCategory.RETRIABLE;
            default -> ErrorCategory.CALLER;
        };
    }

    /** The refusal of a call, with what is wrong and what to do. */
    public FeedbackException because(String sentence) {
        return new FeedbackException(this, sentence);
    }

    /** Refuses the call if it is {@code wrong}. */
    public void when(boolean wrong, String sentence) {
        if (wrong) {
            throw because(sentence);
        }
    }
}
