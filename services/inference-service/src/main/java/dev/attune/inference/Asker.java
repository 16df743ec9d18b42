package dev.attune.inference;

import org.jspecify.annotations.Nullable;

/**
 * Who asks, and for whom.
 *
 * @param account pseudonym of who asks
 * @param subject pseudonym of the person for whom: the account itself, or a user whom it names
 * @param projectId for which project, where the request says so
 */
public record Asker(
        String account, String subject, @Nullable String projectId) {}
