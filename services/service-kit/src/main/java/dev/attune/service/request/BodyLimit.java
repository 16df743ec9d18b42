package dev.attune.service.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many bytes a route's body may have; {@link #USUAL} where nothing is said. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface BodyLimit {

    /** Bytes, for all that is no upload. */
    int USUAL = 64 * 1024;

    /** Bytes. */
    int value();
}
