package dev.attune.feedback.service.settlement;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.part.Half;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;

/**
 * Which half of a project's preferences one belongs to. A prompt's half follows from its text, a person's from who they are, and both from the project:
 * nobody and nothing ever changes sides. Who brought ratings in from elsewhere stands for all who gave them.
 */
final class Halves {

    private static final String SALT = "attune.half";

    private Halves() {}

    /** The half to which the prompt and all raters belong; null where they do not. */
    static @Nullable Half of(Prompt prompt, List<Judgement> judgements) {
        Half half = of(prompt.projectId(), prompt.fingerprint());
        return judgements.stream()
                        .allMatch(judgement -> half
                                == of(prompt.projectId(), judgement.accountId().toString()))
                ? half
                : null;
    }

    private static Half of(UUID projectId, String what) {
        double place =
                new Sha256().add(SALT).add(projectId.toString()).add(what).fraction();
        return place < 0.5 ? Half.TEACHING : Half.JUDGING;
    }
}
