package dev.attune.feedback.store.image;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** Images by the hash of their bytes, and which project shows which. */
@ApplicationScoped
public class ImageStore {

    private final EntityManager entities;

    ImageStore(EntityManager entities) {
        this.entities = entities;
    }

    /** An image as it is kept. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Kept(String mediaType, byte[] content) {}

    /** Keeps an image, unless it is kept already. */
    public void add(String sha256, String mediaType, byte[] content) {
        entities.createNativeQuery("""
                        INSERT INTO feedback.image (sha256, media_type, content) VALUES (?1, ?2, ?3)
                        ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, sha256)
                .setParameter(2, mediaType)
                .setParameter(3, content)
                .executeUpdate();
    }

    /** The project shows the image from now on. */
    public void show(UUID project, String sha256, UUID account) {
        entities.createNativeQuery("""
                        INSERT INTO feedback.project_image (project_id, sha256, added_by) VALUES (?1, ?2, ?3)
                        ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, project)
                .setParameter(2, sha256)
                .setParameter(3, account)
                .executeUpdate();
    }

    public Optional<Kept> of(UUID project, String sha256) {
        List<?> rows = entities.createNativeQuery("""
                        SELECT i.media_type, i.content
                        FROM feedback.image i JOIN feedback.project_image p ON p.sha256 = i.sha256
                        WHERE p.project_id = ?1 AND i.sha256 = ?2
                        """)
                .setParameter(1, project)
                .setParameter(2, sha256)
                .getResultList();
        return rows.stream().findFirst().map(row -> {
            Object[] columns = (Object[]) row;
            return new Kept((String) columns[0], (byte[]) columns[1]);
        });
    }

    /** Those that the project shows. */
    public Set<String> known(UUID project, Collection<String> sha256s) {
        return ((Collection<?>) entities.createNativeQuery(
                                "SELECT sha256 FROM feedback.project_image WHERE project_id = ?1 AND sha256 = ANY (?2)")
                        .setParameter(1, project)
                        .setParameter(2, sha256s.toArray(String[]::new))
                        .getResultList())
                .stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet());
    }
}
