package dev.attune.feedback.signin;

import java.util.Set;

import dev.attune.feedback.Role;

/**
 * What an account has from the provider with which its person signs in.
 *
 * @param provider its name for people
 * @param roles what the person's groups there mean here
 */
public record ProviderRoles(String provider, Set<Role> roles) {
    public ProviderRoles {
        roles = Set.copyOf(roles);
    }
}
