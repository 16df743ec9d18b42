package dev.attune.contracts.event;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;
import dev.attune.contracts.name.Names;

/** On {@code attune.exchanges}, keyed by completion: what was asked of a channel or a checkpoint, and how that ended. */
public sealed interface ExchangeEvent extends Event {

    String completionId();

    @Override
    default String key() {
        return completionId();
    }

    /** Which of a channel's two checkpoints answers a person while a canary runs. */
    enum Arm implements Choice {
        PRODUCTION,
        CANARY
    }

    /** How an exchange ended. */
    enum Finish implements Choice {
        /** The model, or a stop text, ended the answer. */
        STOP,
        /** It was cut. */
        LENGTH,
        /** Answering failed. */
        FAILED,
        /** The caller went away. */
        ABANDONED
    }

    /**
     * In which arm of a canary somebody was.
     *
     * @param share of the people that the canary had then, in (0, 1]
     */
    record Assignment(String canaryId, Arm arm, double share) {
        public Assignment {
            Names.require(canaryId, "canaryId");
            Require.present(arm, "arm");
            Require.that(share > 0 && share <= 1, "share must lie in (0, 1] but is " + share);
        }
    }

    /** What was asked and answered, word for word; leaves the service with a project's consent only. */
    record Texts(List<Message> prompt, String answer) {
        public Texts {
            prompt = Require.copy(prompt);
            Require.that(!prompt.isEmpty(), "prompt has no message");
            Require.present(answer, "answer");
        }
    }

    /**
     * An answer was given to somebody, or could not be.
     *
     * @param channel that was asked; absent where a checkpoint was named
     * @param assignment absent where no canary ran
     * @param account pseudonym of who asked
     * @param subject for whom: the account, or the user whom it named, as a pseudonym
     * @param projectId that the request named
     * @param latencyMillis until the answer was whole
     * @param blank whether the answer has no word
     * @param texts absent without consent
     */
    record ExchangeEnded(
            String completionId,
            @Nullable String channel,
            @Nullable Assignment assignment,
            String checkpointId,
            String account,
            String subject,
            @Nullable String projectId,
            Finish finish,
            long latencyMillis,
            int promptTokens,
            int completionTokens,
            boolean blank,
            @Nullable Texts texts,
            Instant at)
            implements ExchangeEvent {
        public ExchangeEnded {
            Names.require(completionId, "completionId");
            Names.optional(channel, "channel");
            Names.require(checkpointId, "checkpointId");
            Require.text(account, "account");
            Require.text(subject, "subject");
            Names.optional(projectId, "projectId");
            Require.present(finish, "finish");
            Require.that(latencyMillis >= 0, "latencyMillis is negative");
            Require.that(promptTokens >= 0 && completionTokens >= 0, "a number of tokens is negative");
            Require.present(at, "at");
        }
    }
}
