package dev.attune.feedback.store;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Annotators;
import dev.attune.feedback.Project;

@Entity
@Table(name = "project")
@SuppressWarnings("NullAway.Init")
class ProjectEntity {

    @Id
    UUID id;

    String name;

    String guidelines;

    int guidelinesVersion;

    int ratingsPerItem;

    @Enumerated(EnumType.STRING)
    Annotators annotators;

    /** Counted by the database, see {@link ProjectStore#countIdenticalAnswers}. */
    @Column(insertable = false, updatable = false)
    long identicalAnswers;

    Instant createdAt;

    @Nullable
    String form;

    int version;

    /** Set by {@code ProjectLifeStore}. */
    @Column(insertable = false, updatable = false)
    @Nullable
    Instant archivedAt;

    /** Its rows are about to go: it is there for nobody. */
    @Column(insertable = false, updatable = false)
    @Nullable
    Instant deletedAt;

    protected ProjectEntity() {}

    ProjectEntity(Project project) {
        this.id = project.id();
        this.name = project.name();
        this.guidelines = project.guidelines();
        this.guidelinesVersion = project.guidelinesVersion();
        this.ratingsPerItem = project.ratingsPerItem();
        this.annotators = project.annotators();
        this.createdAt = project.createdAt();
        this.form = JsonText.ofForm(project.form());
        this.version = project.version();
    }

    Project project() {
        return new Project(
                id,
                name,
                guidelines,
                guidelinesVersion,
                ratingsPerItem,
                annotators,
                createdAt,
                JsonText.form(form),
                archivedAt,
                version);
    }
}
