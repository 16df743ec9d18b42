package dev.attune.feedback;

import java.time.Instant;

/**
 * That somebody did something.
 *
 * @param position from 1, without gaps
 * @param actor name of the account, or of the part of the platform
 * @param subject what it was done to
 * @param detail more, as a sentence; empty when there is nothing to add
 * @param previousHash hash of the entry before; empty for the first
 * @param hash SHA-256 over all of the above
 */
public record AuditEntry(
        long position,
        Instant at,
        String actor,
        AuditAction action,
        String subject,
        String detail,
        String previousHash,
        String hash) {}
