package dev.attune.feedback.service.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.json.Json;
import dev.attune.feedback.Account;
import dev.attune.feedback.Annotators;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.NewPrompt;
import dev.attune.feedback.Project;
import dev.attune.feedback.service.Projects;
import dev.attune.feedback.service.Prompts;
import dev.attune.feedback.template.Template;

/** Projects to begin with: guidelines and example prompts that come with this service. */
@ApplicationScoped
public class Templates {

    private static final List<String> IDS =
            List.of("house-style", "helpful-harmless", "summaries", "code", "ranking", "demonstrations");

    private final List<Template> all;
    private final Projects projects;
    private final Prompts prompts;

    Templates(Projects projects, Prompts prompts) {
        this.projects = projects;
        this.prompts = prompts;
        this.all = IDS.stream().map(Templates::read).toList();
    }

    /** What a project is to be like; what is null is as the template says. */
    public record Wish(
            @Nullable String name,
            @Nullable String guidelines,
            @Nullable Integer ratingsPerItem,
            @Nullable Annotators annotators,
            boolean examples) {}

    public List<Template> all() {
        return all;
    }

    /**
     * Makes a project of a template, with its example prompts if wished.
     *
     * @throws FeedbackException {@link Fault#TEMPLATE_UNKNOWN}, {@link Fault#PROJECT_EXISTS} or
     *     {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public Project make(Account actor, String id, Wish wish) {
        Template template = all.stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Fault.TEMPLATE_UNKNOWN.because(
                        "There is no template " + id + "; there are " + String.join(", ", IDS) + "."));
        Project project = projects.create(
                actor,
                new Projects.Wish(
                        wish.name() == null ? template.name() : wish.name(),
                        wish.guidelines() == null ? template.guidelines() : wish.guidelines(),
                        wish.ratingsPerItem() == null ? template.ratingsPerItem() : wish.ratingsPerItem(),
                        wish.annotators(),
                        template.form()));
        if (wish.examples()) {
            prompts.add(
                    actor,
                    project.id(),
                    template.prompts().stream()
                            .map(text -> new NewPrompt(List.of(Message.user(text)), Split.TRAIN))
                            .toList());
        }
        return project;
    }

    private static Template read(String id) {
        String resource = "/templates/" + id + ".json";
        try (InputStream in = Objects.requireNonNull(Templates.class.getResourceAsStream(resource), resource)) {
            return Json.MAPPER.readValue(in, Template.class);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }
}
