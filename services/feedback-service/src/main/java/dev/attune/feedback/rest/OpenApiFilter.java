package dev.attune.feedback.rest;

import java.util.List;
import java.util.Map;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

import dev.attune.service.problem.DocumentedProblems;

/** Says in the document what holds everywhere: fields are required unless nullable, and faults are problems. */
@io.quarkus.smallrye.openapi.OpenApiFilter(RunStage.BUILD)
public class OpenApiFilter implements OASFilter {

    /** What may be absent in domain records, by schema: they are plain and carry no annotations that say so. */
    private static final Map<String, List<String>> ABSENT = Map.ofEntries(
            Map.entry("AuditVerification", List.of("firstBroken")),
            Map.entry("RoomHealth", List.of("outboxWaiting", "outboxSetApart", "deadLetters")),
            Map.entry("Assignment", List.of("left", "right")),
            Map.entry("Axis", List.of("low", "high")),
            Map.entry("Delivery", List.of("nextAt", "triedAt", "deliveredAt", "lastStatus", "lastError")),
            Map.entry("ExportFilter", List.of("since")),
            Map.entry("Form", List.of("top")),
            Map.entry("Highlight", List.of("comment")),
            Map.entry("Message", List.of("images")),
            Map.entry("Project", List.of("archivedAt")),
            Map.entry("Remarks", List.of("scores", "flags", "highlights")),
            Map.entry("Upload", List.of("failure", "findings")),
            Map.entry("Webhook", List.of("disabledAt", "disabledBecause")));

    @Override
    public void filterOpenAPI(OpenAPI document) {
        DocumentedProblems.addTo(document, HttpProblem.MEDIA_TYPE.toString(), DocumentedProblems.problem());
        ABSENT.forEach((schema, fields) -> fields.forEach(field -> mayBeAbsent(document, schema, field)));
        document.getComponents().getSchemas().values().forEach(OpenApiFilter::requireWhatIsNotNullable);
    }

    private static void mayBeAbsent(OpenAPI document, String schema, String field) {
        Schema known = document.getComponents().getSchemas().get(schema);
        Schema property = known == null ? null : known.getProperties().get(field);
        if (property == null) {
            throw new IllegalStateException("The document has no field " + schema + "." + field);
        }
        property.addType(Schema.SchemaType.NULL);
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
}
