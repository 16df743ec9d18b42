package dev.attune.service.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route, or all of a resource, that a service token may call if it has this scope; no other route is open to service tokens. People are not concerned:
 * what they may do, their roles say.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface WithScope {

    /** One of {@link Scopes}. */
    String value();
}
