package dev.attune.feedback.service.signin;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.signin.ProviderPerson;

/** Reads what a provider says about a person. */
final class People {

    private People() {}

    /** Whether the claims say what is needed, so that nothing else must be asked. */
    static boolean isComplete(ProviderSettings settings, Map<String, Object> claims) {
        boolean groups = settings.groupRoles().isEmpty() || value(claims, settings.groupsClaim()) != null;
        return groups && claims.containsKey("preferred_username");
    }

    /** Both together; what the signed token says comes first. */
    static Map<String, Object> together(Map<String, Object> token, Map<String, Object> more) {
        Map<String, Object> claims = new HashMap<>(more);
        claims.putAll(token);
        return claims;
    }

    static ProviderPerson person(ProviderSettings settings, String subject, Map<String, Object> claims) {
        String name = Stream.of("preferred_username", "email", "name")
                .map(claims::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(subject);
        return new ProviderPerson(
                settings.issuer(), subject, settings.label(), name, settings.roles(groups(settings, claims)));
    }

    private static Set<String> groups(ProviderSettings settings, Map<String, Object> claims) {
        Set<String> groups = new LinkedHashSet<>();
        Object value = value(claims, settings.groupsClaim());
        if (value instanceof Collection<?> several) {
            several.forEach(each -> groups.add(String.valueOf(each)));
        } else if (value instanceof String one) {
            groups.add(one);
        }
        return groups;
    }

    /** A claim by its whole name, which may be an address, or by the way that dots lead. */
    private static @Nullable Object value(Map<String, Object> claims, String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        Object value = claims;
        for (String step : name.split("\\.", -1)) {
            value = value instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return value;
    }
}
