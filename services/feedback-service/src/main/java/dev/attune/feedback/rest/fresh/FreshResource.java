package dev.attune.feedback.rest.fresh;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Project;
import dev.attune.feedback.fresh.FreshSettings;
import dev.attune.feedback.fresh.Mix;
import dev.attune.feedback.fresh.Occasion;
import dev.attune.feedback.fresh.Round;
import dev.attune.feedback.mining.Mining;
import dev.attune.feedback.mining.Outcome;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Version;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.fresh.FreshPairs;
import dev.attune.feedback.service.mining.MinedPrompts;
import dev.attune.feedback.service.mining.NamedAccounts;
import dev.attune.feedback.setting.Setting;

/** New pairs for a project's prompts when there is a new checkpoint; for its managers. */
@Path("/api/projects/{id}/fresh")
@Tag(name = "fresh candidates")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class FreshResource {

    private final FreshPairs fresh;
    private final MinedPrompts mined;
    private final NamedAccounts accounts;
    private final Walls walls;
    private final Caller caller;

    FreshResource(FreshPairs fresh, MinedPrompts mined, NamedAccounts accounts, Walls walls, Caller caller) {
        this.mined = mined;
        this.accounts = accounts;
        this.fresh = fresh;
        this.walls = walls;
        this.caller = caller;
    }

    /** Which questions that served models were asked become prompts; accounts are service accounts, by name, whose questions count. */
    public record MiningSetting(
            Boolean enabled, Integer mostADay, Double share, Double heldOut, List<String> accounts) {}

    /** When new pairs are asked for, for how many prompts at most, and what the new checkpoint is set against; the shares sum to 1. */
    public record FreshRequest(
            Boolean enabled,
            List<Occasion> occasions,
            Integer mostPrompts,
            Mix mix,
            @Schema(nullable = true) @Nullable MiningSetting mining) {}

    /** The same with the version that a change names, what was asked for of late, and what became of how many questions. */
    public record FreshState(
            boolean enabled,
            List<Occasion> occasions,
            int mostPrompts,
            Mix mix,
            MiningSetting mining,
            List<Round> rounds,
            Map<Outcome, Long> mined,
            int version) {}

    @GET
    @Operation(operationId = "fresh", summary = "When new pairs are asked for, and what was asked for of late")
    @APIResponseSchema(value = FreshState.class, responseCode = "200", responseDescription = "As it is set")
    public RestResponse<FreshState> get(@PathParam("id") UUID id) {
        Project project = walls.managed(id, caller.account());
        return answer(project, fresh.of(project.id()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "setFresh", summary = "Ask for new pairs otherwise from now on; needs If-Match")
    @APIResponseSchema(value = FreshState.class, responseCode = "200", responseDescription = "It is so now")
    public RestResponse<FreshState> set(
            @PathParam("id") UUID id,
            @Parameter(required = true) @HeaderParam(Version.HEADER) @Nullable String version,
            @Nullable FreshRequest request) {
        Project project = walls.managed(id, caller.account());
        FreshRequest given = Given.body(request);
        List<Occasion> occasions = Given.field(given.occasions(), "occasions");
        occasions.forEach(occasion -> Given.field(occasion, "occasions"));
        FreshSettings wanted = new FreshSettings(
                Given.field(given.enabled(), "enabled"),
                occasions.stream().distinct().sorted().toList(),
                Given.field(given.mostPrompts(), "mostPrompts"),
                Given.field(given.mix(), "mix"),
                mining(project, given.mining()));
        return answer(project, fresh.change(caller.account(), project, Version.seen(version), wanted));
    }

    /** What is set stays where nothing is said. */
    private Mining mining(Project project, @Nullable MiningSetting given) {
        if (given == null) {
            return fresh.of(project.id()).value().mining();
        }
        return new Mining(
                Given.field(given.enabled(), "mining.enabled"),
                Given.field(given.mostADay(), "mining.mostADay"),
                Given.field(given.share(), "mining.share"),
                Given.field(given.heldOut(), "mining.heldOut"),
                accounts.services(Given.field(given.accounts(), "mining.accounts")));
    }

    private MiningSetting shown(Mining mining) {
        return new MiningSetting(
                mining.enabled(),
                mining.mostADay(),
                mining.share(),
                mining.heldOut(),
                accounts.names(mining.accounts()));
    }

    private RestResponse<FreshState> answer(Project project, Setting<FreshSettings> setting) {
        FreshSettings set = setting.value();
        return RestResponse.ResponseBuilder.ok(new FreshState(
                        set.enabled(),
                        set.occasions(),
                        set.mostPrompts(),
                        set.mix(),
                        shown(set.mining()),
                        fresh.rounds(project.id()),
                        mined.counts(project.id()),
                        setting.version()))
                .header(HttpHeaders.ETAG, Version.tag(setting.version()))
                .build();
    }
}
