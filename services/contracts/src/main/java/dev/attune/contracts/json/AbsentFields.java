package dev.attune.contracts.json;

import java.io.Serial;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** Writes absent fields as {@code null}, whatever their records say of leaving them out. */
public final class AbsentFields extends JacksonAnnotationIntrospector {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    public JsonInclude.Value findPropertyInclusion(Annotated annotated) {
        return JsonInclude.Value.empty();
    }
}
