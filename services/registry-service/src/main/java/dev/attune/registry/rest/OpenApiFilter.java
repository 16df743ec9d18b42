package dev.attune.registry.rest;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

import dev.attune.service.problem.DocumentedProblems;

/** Says in the document that faults are problems. */
@io.quarkus.smallrye.openapi.OpenApiFilter(RunStage.BUILD)
public class OpenApiFilter implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        DocumentedProblems.addTo(document, HttpProblem.MEDIA_TYPE.toString(), DocumentedProblems.problem());
    }
}
