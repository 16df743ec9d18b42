package dev.attune.feedback;

import java.util.Locale;

import dev.attune.contracts.error.ErrorCategory;

/** Everything that can be wrong with a call to this service; the codes are stable. */
public enum Fault {
    INVALID_REQUEST(ErrorCategory.CALLER),
    INVALID_JSON(ErrorCategory.CALLER),
    REQUEST_TOO_LARGE(ErrorCategory.CALLER),
    UNKNOWN_ROUTE(ErrorCategory.CALLER),
    METHOD_NOT_ALLOWED(ErrorCategory.CALLER),
    NOT_ACCEPTABLE(ErrorCategory.CALLER),
    UNSUPPORTED_MEDIA_TYPE(ErrorCategory.CALLER),
    SIGN_IN_REQUIRED(ErrorCategory.CALLER),
    WRONG_CREDENTIALS(ErrorCategory.CALLER),
    TOO_MANY_ATTEMPTS(ErrorCategory.RETRIABLE),
    FORBIDDEN(ErrorCategory.CALLER),
    PASSWORD_CHANGE_REQUIRED(ErrorCategory.CALLER),
    WEAK_PASSWORD(ErrorCategory.CALLER),
    ACCOUNT_EXISTS(ErrorCategory.CALLER),
    PROJECT_EXISTS(ErrorCategory.CALLER),
    PROJECT_UNKNOWN(ErrorCategory.CALLER),
    LEASE_UNKNOWN(ErrorCategory.CALLER),
    LEASE_EXPIRED(ErrorCategory.CALLER),
    LEASE_USED(ErrorCategory.CALLER),
    ITEM_COMPLETE(ErrorCategory.CALLER),
    RATING_UNKNOWN(ErrorCategory.CALLER),
    UNDO_TOO_LATE(ErrorCategory.CALLER),
    IDEMPOTENCY_KEY_MISSING(ErrorCategory.CALLER),
    IDEMPOTENCY_KEY_REUSED(ErrorCategory.CALLER),
    EMPTY_PROMPT(ErrorCategory.CALLER),
    PROMPT_TOO_LONG(ErrorCategory.CALLER),
    LAST_ROLE_ASSISTANT(ErrorCategory.CALLER),
    DUPLICATE_PROMPT(ErrorCategory.CALLER),
    DUPLICATE_PAIR(ErrorCategory.CALLER),
    MISSING_FIELD(ErrorCategory.CALLER),
    EMPTY_ANSWER(ErrorCategory.CALLER),
    IDENTICAL_ANSWERS(ErrorCategory.CALLER),
    INVALID_LINE(ErrorCategory.CALLER),
    HELD_OUT_PROMPT(ErrorCategory.CALLER);

    private final ErrorCategory category;

    Fault(ErrorCategory category) {
        this.category = category;
    }

    /** Lower case with hyphens, such as {@code lease-expired}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public ErrorCategory category() {
        return category;
    }
}
