package dev.attune.feedback.rest;

import java.util.List;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says in the document what holds everywhere: fields are required unless nullable, and faults are problems. */
@io.quarkus.smallrye.openapi.OpenApiFilter(RunStage.BUILD)
public class OpenApiFilter implements OASFilter {

    private static final String PROBLEM = "Problem";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        // Of the extension that writes the problems; ours say more.
        List.of("HttpProblem", "HttpValidationProblem", "Violation").forEach(document.getComponents()::removeSchema);
        document.getComponents().addSchema(PROBLEM, problem());
        document.getComponents().getSchemas().values().forEach(OpenApiFilter::requireWhatIsNotNullable);
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(OpenApiFilter::addProblem));
    }

    private static void requireWhatIsNotNullable(Schema schema) {
        if (schema.getProperties() == null) {
            return;
        }
        schema.getProperties().forEach((name, property) -> {
            if (!nullable(property)) {
                schema.addRequired(name);
            }
        });
    }

    private static boolean nullable(Schema property) {
        boolean itself = property.getType() != null && property.getType().contains(Schema.SchemaType.NULL);
        return itself
                || (property.getAnyOf() != null && property.getAnyOf().stream().anyMatch(OpenApiFilter::nullable));
    }

    private static Schema problem() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("RFC 9457 problem details; the code is stable")
                .addProperty("type", text())
                .addProperty("title", text())
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", text())
                .addProperty("code", text());
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static void addProblem(Operation operation) {
        MediaType content =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM));
        APIResponse response = OASFactory.createAPIResponse()
                .description("A problem")
                .content(OASFactory.createContent().addMediaType(HttpProblem.MEDIA_TYPE.toString(), content));
        List.of("400", "401", "403").forEach(operation.getResponses()::removeAPIResponse);
        operation.getResponses().addAPIResponse("default", response);
    }
}
