package dev.attune.feedback;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * Someone who may sign in.
 *
 * @param pseudonym stands for the person in every event; the name never leaves this service
 * @param mustChangePassword the password was given by somebody else: nothing else is allowed before it is changed
 * @param disabled may not sign in, and is signed in nowhere
 * @param epoch tokens of an earlier one are void
 */
public record Account(
        UUID id,
        String name,
        Set<Role> roles,
        String pseudonym,
        boolean mustChangePassword,
        boolean disabled,
        long epoch) {
    public Account {
        roles = Set.copyOf(roles);
    }

    /** An account that did not exist before, with a password that its person did not choose. */
    public static Account fresh(String name, Set<Role> roles, String pseudonym) {
        return new Account(UUID.randomUUID(), name, roles, pseudonym, true, false, 0);
    }

    /** The same with one more role. */
    public Account with(Role role) {
        Set<Role> more = EnumSet.of(role);
        more.addAll(roles);
        return new Account(id, name, more, pseudonym, mustChangePassword, disabled, epoch);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }
}
