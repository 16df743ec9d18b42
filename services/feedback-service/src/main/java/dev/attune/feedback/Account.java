package dev.attune.feedback;

import java.util.Set;
import java.util.UUID;

/**
 * Someone who may sign in.
 *
 * @param pseudonym stands for the person in every event; the name never leaves this service
 * @param mustChangePassword the password was given by somebody else: nothing else is allowed before it is changed
 */
public record Account(UUID id, String name, Set<Role> roles, String pseudonym, boolean mustChangePassword) {
    public Account {
        roles = Set.copyOf(roles);
    }
}
