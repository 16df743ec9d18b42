package dev.attune.feedback.signin;

import java.util.Set;

import dev.attune.feedback.Role;

/**
 * Somebody as a provider of identities knows them.
 *
 * @param issuer the provider's address
 * @param subject what the provider calls the person, for ever; only both together say who it is
 * @param provider the provider's name for people
 * @param name what the account is to be called, if the name is free
 * @param groupRoles what the person's groups mean here
 */
public record ProviderPerson(String issuer, String subject, String provider, String name, Set<Role> groupRoles) {
    public ProviderPerson {
        groupRoles = Set.copyOf(groupRoles);
    }
}
