package dev.attune.inference.rest;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;

import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskLabel;
import dev.attune.inference.Faults;
import dev.attune.inference.TaskAnswer;
import dev.attune.inference.TaskQuestion;
import dev.attune.inference.config.TaskConfig;
import dev.attune.inference.model.Interest;
import dev.attune.inference.model.TaskModel;
import dev.attune.inference.model.TaskReader;
import dev.attune.inference.service.Admission;
import dev.attune.inference.service.Tasks;
import dev.attune.service.access.Roles;
import dev.attune.service.access.Scopes;
import dev.attune.service.access.WithScope;
import dev.attune.service.request.BodyLimit;

/** Tasks that are promoted: what there is, and asking them. */
@Path("/v1/tasks")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@WithScope(Scopes.MODELS_USE)
@RolesAllowed({Roles.ANNOTATOR, Roles.REVIEWER, Roles.ENGINEER, Roles.ADMINISTRATOR, Roles.SERVICE})
class TaskResource {

    private final Tasks tasks;
    private final TaskReader reader;
    private final Admission admission;
    private final Caller caller;
    private final int most;

    TaskResource(Tasks tasks, TaskReader reader, Admission admission, Caller caller, TaskConfig config) {
        this.tasks = tasks;
        this.reader = reader;
        this.admission = admission;
        this.caller = caller;
        this.most = config.inputs();
    }

    @GET
    @Operation(operationId = "listTasks", summary = "The tasks that are served, by name")
    public TaskList list() {
        return new TaskList(
                "list", tasks.served().values().stream().map(TaskResource::told).toList());
    }

    @POST
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @BodyLimit(1024 * 1024)
    @Operation(operationId = "askTask", summary = "A label with its probability, or a text, for each input")
    public Answers ask(@PathParam("name") String name, @NotNull @Valid Request request) {
        if (request.inputs().size() > most) {
            throw Faults.invalid("A request may have " + most + " inputs but has "
                    + request.inputs().size() + ".");
        }
        Interest interest = caller.interest();
        try (Admission.Place _ = admission.admit(interest.account())) {
            return tasks.use(name, task -> {
                TaskQuestion question = TaskQuestion.of(request.inputs(), task.document());
                return new Answers(
                        name, task.version().number(), task.checkpointId(), reader.answer(task, question, interest));
            });
        }
    }

    private static Task told(TaskModel model) {
        TaskDocument task = model.document();
        return new Task(
                task.name(),
                model.version().number(),
                model.checkpointId(),
                task.base(),
                task.adapters().size(),
                task.inputs(),
                task.prompt().labels().stream().map(TaskLabel::name).toList());
    }

    /**
     * What is asked.
     *
     * @param inputs each a text, or an object of the variables of the task
     */
    public record Request(@NotEmpty List<@NotNull Object> inputs) {}

    /** Answers in the order of the inputs, with the version that gave them. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Answers(String task, int version, String checkpointId, List<TaskAnswer> results) {}

    public record TaskList(String object, List<Task> data) {}

    /**
     * A task that is served.
     *
     * @param base checkpoint of its frozen model
     * @param adapters that vote; 0 for the model as it is
     * @param inputs the variables that an input gives
     * @param labels none where it answers with text
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Task(
            String name,
            int version,
            String checkpointId,
            String base,
            int adapters,
            List<String> inputs,
            List<String> labels) {}
}
