package dev.attune.inference.rest;

import java.util.List;

import jakarta.ws.rs.core.MediaType;

import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

import dev.attune.service.problem.DocumentedProblems;

/** Says in the document that faults come in OpenAI's form. */
@io.quarkus.smallrye.openapi.OpenApiFilter(RunStage.BUILD)
public class OpenApiFilter implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        DocumentedProblems.addTo(document, MediaType.APPLICATION_JSON, error());
    }

    private static Schema error() {
        Schema detail = OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .addProperty("message", DocumentedProblems.text())
                .addProperty("type", DocumentedProblems.text())
                .addProperty("code", DocumentedProblems.text())
                .required(List.of("message", "type", "code"));
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("An error as OpenAI says it; the code is stable")
                .addProperty("error", detail)
                .required(List.of("error"));
    }
}
