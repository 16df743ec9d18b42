package dev.attune.feedback;

import org.jspecify.annotations.Nullable;

/**
 * Whether the audit log is as it was written. That its end was cut off shows only beside an earlier verification: keep
 * {@code entries} and {@code lastHash} elsewhere.
 *
 * @param firstBroken position of the first entry that is missing or was changed; absent when there is none
 */
public record AuditVerification(
        boolean intact,
        long entries,
        String lastHash,
        @Nullable Long firstBroken) {}
