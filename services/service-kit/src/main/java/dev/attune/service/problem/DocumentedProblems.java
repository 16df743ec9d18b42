package dev.attune.service.problem;

import java.util.List;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says in a service's OpenAPI document what every operation may answer instead: a problem, with any other status. */
public final class DocumentedProblems {

    private static final String NAME = "Problem";

    private DocumentedProblems() {}

    /**
     * Adds the problems to every operation.
     *
     * @param mediaType of their bodies
     * @param schema of their bodies
     */
    public static void addTo(OpenAPI document, String mediaType, Schema schema) {
        // Of the extension that writes the problems; ours say more.
        List.of("HttpProblem", "HttpValidationProblem", "Violation").forEach(document.getComponents()::removeSchema);
        document.getComponents().addSchema(NAME, schema);
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(operation -> addTo(operation, mediaType)));
    }

    private static void addTo(Operation operation, String mediaType) {
        MediaType content =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(NAME));
        APIResponse response = OASFactory.createAPIResponse()
                .description("A problem")
                .content(OASFactory.createContent().addMediaType(mediaType, content));
        List.of("400", "401", "403").forEach(operation.getResponses()::removeAPIResponse);
        operation.getResponses().addAPIResponse("default", response);
    }

    /** RFC 9457's form, with our code. */
    public static Schema problem() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("RFC 9457 problem details; the code is stable")
                .addProperty("type", text())
                .addProperty("title", text())
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", text())
                .addProperty("code", text());
    }

    /** A field that is a text. */
    public static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }
}
