package dev.attune.feedback.rest;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.feedback.Entered;
import dev.attune.feedback.Fault;
import dev.attune.feedback.RatedPair;
import dev.attune.feedback.RatedPair.Says;
import dev.attune.feedback.Rejection;
import dev.attune.feedback.form.Details;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Lines;
import dev.attune.feedback.rest.call.Replay;
import dev.attune.feedback.rest.call.SentLines;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.PreferenceImport;
import dev.attune.feedback.service.Walls;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;
import dev.attune.service.request.BodyLimit;
import dev.attune.text.Row;

/** Pairs that people have compared elsewhere. */
@Path("/api/projects/{id}/preferences")
@Tag(name = "preferences")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PreferenceResource {

    private final PreferenceImport preferences;
    private final Idempotency idempotency;
    private final Walls walls;
    private final Caller caller;
    private final Lines lines;

    PreferenceResource(PreferenceImport preferences, Walls walls, Idempotency idempotency, Caller caller, Lines lines) {
        this.preferences = preferences;
        this.idempotency = idempotency;
        this.walls = walls;
        this.caller = caller;
        this.lines = lines;
    }

    private static final int LONGEST_NAME = 200;

    /**
     * A compared pair; strength is 1 to 3 (1 when nothing is said). Of a tie, or of two bad answers, it does not matter which
     * is first. The annotator is who compared them; the same pair by another one is no duplicate.
     */
    public record PairLine(
            List<Message> prompt,
            String chosen,
            String rejected,

            @Schema(nullable = true, minimum = "0", maximum = "3") @Nullable
            Integer strength,

            @Schema(nullable = true) @Nullable Boolean tie,
            @Schema(nullable = true) @Nullable Boolean bothBad,

            @Schema(nullable = true, maxLength = LONGEST_NAME) @Nullable
            String annotator,

            @Schema(nullable = true, maxLength = Comments.LONGEST) @Nullable
            String comment) {}

    /**
     * Pairs to be entered as ratings of the calling account.
     *
     * @param format where they come from, such as {@code hh} or {@code trl}: kept as the ratings' source
     * @param publishPrompts also ask the policy for answers to these prompts; true when nothing is said
     */
    public record NewPreferences(
            String format,

            @Schema(type = SchemaType.ARRAY, implementation = PairLine.class) @JsonDeserialize(using = SentLines.class)
            List<Row> pairs,

            @Schema(nullable = true) @Nullable Boolean publishPrompts) {}

    /** What became of the pairs; the ids are those of the items. */
    public record PreferencesImported(int imported, List<UUID> ids, List<Rejection> rejected) {}

    @POST
    @BodyLimit(Lines.MOST_BYTES)
    @Authenticated
    @WithScope(Scopes.PREFERENCES_WRITE)
    @Operation(operationId = "importPreferences", summary = "Import rated pairs: good ones are kept, bad ones listed")
    public RestResponse<PreferencesImported> add(
            @PathParam("id") UUID id,
            @Parameter(required = true) @HeaderParam(Replay.KEY) @Nullable String key,
            @Nullable NewPreferences request) {
        UUID project = walls.managed(id, caller.account()).id();
        NewPreferences given = Given.body(request);
        PreferenceImport.Origin origin = new PreferenceImport.Origin(
                project,
                caller.account(),
                Given.text(given.format(), "format"),
                given.publishPrompts() == null || given.publishPrompts());
        List<Row> sent = Given.list(given.pairs(), "pairs");
        return Replay.ok(idempotency.once(caller.requiredKey(key), given, PreferencesImported.class, () -> {
            Lines.Read<RatedPair> read = lines.read(sent, PairLine.class, PreferenceResource::pair);
            Entered entered = read.enter(good -> preferences.enter(origin, good));
            return new PreferencesImported(entered.ids().size(), entered.ids(), entered.rejected());
        }));
    }

    private static RatedPair pair(PairLine line) {
        boolean tie = Boolean.TRUE.equals(line.tie());
        boolean bothBad = Boolean.TRUE.equals(line.bothBad());
        Fault.INVALID_LINE.when(tie && bothBad, "The line says both tie and bothBad; say one of them.");
        Says says = tie ? Says.TIE : bothBad ? Says.BOTH_BAD : Says.CHOSEN_IS_BETTER;
        int strength = tie || bothBad ? 0 : line.strength() == null ? 1 : line.strength();
        return new RatedPair(
                Given.field(line.prompt(), "prompt"),
                Given.field(line.chosen(), "chosen"),
                Given.field(line.rejected(), "rejected"),
                strength,
                says,
                annotator(line.annotator()),
                line.comment(),
                Details.NONE);
    }

    private static @Nullable String annotator(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        Fault.INVALID_LINE.when(
                name.length() > LONGEST_NAME, "annotator has more than " + LONGEST_NAME + " characters.");
        return name;
    }
}
