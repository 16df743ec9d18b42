package dev.attune.inference;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** The errors of this service; each code is stable. */
public final class Faults {

    public static final String MODEL_NOT_FOUND = "model-not-found";
    public static final String MODEL_NOT_READY = "model-not-ready";
    public static final String CONTEXT_LENGTH_EXCEEDED = "context-length-exceeded";
    public static final String PROMPT_NOT_RENDERABLE = "prompt-not-renderable";
    public static final String PROMPT_NOT_ENCODED = "prompt-not-encoded";
    public static final String UNSUPPORTED_PARAMETER = "unsupported-parameter";
    public static final String UNKNOWN_PARAMETER = "unknown-parameter";
    public static final String INVALID_VALUE = "invalid-value";

    public static final String IMAGES_UNSEEN = "images-unseen";
    public static final String ABANDONED = "abandoned";
    public static final String TOO_MANY_REQUESTS = "too-many-requests";
    public static final String MODELS_BUSY = "models-busy";

    public static final String CHANNEL_STOPPED = "channel-stopped";

    public static final String TASK_NOT_FOUND = "task-not-found";

    private Faults() {}

    public static AttuneException taskNotFound(String task) {
        return ErrorCategory.CALLER.error(
                TASK_NOT_FOUND,
                "No version of a task " + task + " is promoted; GET /v1/tasks lists those that are served.");
    }

    public static AttuneException taskNotLoadable(String checkpointId, String why, @Nullable RuntimeException cause) {
        return ErrorCategory.RETRIABLE.error(
                MODEL_NOT_READY, "The task " + checkpointId + " cannot be loaded: " + why, cause);
    }

    public static AttuneException inputTooLong(int input, int tokens, int most) {
        return ErrorCategory.CALLER.error(
                CONTEXT_LENGTH_EXCEEDED,
                "Input " + input + " has " + tokens + " tokens with the task's prompt, and there is room for " + most
                        + ". Shorten it.");
    }

    public static AttuneException modelNotFound(String model) {
        return ErrorCategory.CALLER.error(
                MODEL_NOT_FOUND,
                "Model " + model + " is neither a channel nor a known checkpoint; GET /v1/models lists both.");
    }

    public static AttuneException checkpointUnknown(String checkpointId) {
        return ErrorCategory.CALLER.error(
                MODEL_NOT_FOUND, "Checkpoint " + checkpointId + " is not on the bus, or cannot answer.");
    }

    public static AttuneException nothingToServe(String channel) {
        return ErrorCategory.RETRIABLE.error(
                MODEL_NOT_READY,
                "Channel " + channel + " has no model yet: no base was published, or it is still being loaded.");
    }

    public static AttuneException channelStopped(String channel, String reason) {
        return ErrorCategory.RETRIABLE.error(
                CHANNEL_STOPPED, "Channel " + channel + " was stopped by its operators and answers nobody: " + reason);
    }

    public static AttuneException notLoadable(String checkpointId, RuntimeException cause) {
        return ErrorCategory.RETRIABLE.error(
                MODEL_NOT_READY, "Checkpoint " + checkpointId + " cannot be loaded: " + cause.getMessage(), cause);
    }

    /** Nobody reads this one: the connection is closed. */
    public static AttuneException abandoned() {
        return ErrorCategory.CALLER.error(ABANDONED, "The caller went away before the answer was there.");
    }

    public static AttuneException tooManyRequests(int limit, String whose) {
        return ErrorCategory.RETRIABLE.error(
                TOO_MANY_REQUESTS,
                limit + " requests " + whose + " wait for their answers already; ask again when some are there.");
    }

    public static AttuneException modelsBusy(String checkpointId, int kept) {
        return ErrorCategory.RETRIABLE.error(
                MODELS_BUSY,
                "Checkpoint " + checkpointId + " finds no room: all of the " + kept
                        + " checkpoints that may be in memory are in use. Ask again, or ask one of those.");
    }

    public static AttuneException promptTooLong(int tokens, int wanted, int positions) {
        return ErrorCategory.CALLER.error(
                CONTEXT_LENGTH_EXCEEDED,
                "The prompt has " + tokens + " tokens; with " + wanted + " for the answer it does not fit the model's "
                        + positions + " positions. Shorten it.");
    }

    public static AttuneException imagesUnseen() {
        return ErrorCategory.CALLER.error(IMAGES_UNSEEN, "The prompt has images, and the models here see text only.");
    }

    public static AttuneException notRenderable(RuntimeException cause) {
        return ErrorCategory.CALLER.error(
                PROMPT_NOT_RENDERABLE,
                "The model's chat template refuses the conversation: " + cause.getMessage(),
                cause);
    }

    public static AttuneException notEncoded(RuntimeException cause) {
        return ErrorCategory.INTERNAL.error(
                PROMPT_NOT_ENCODED,
                "The conversation could not be made into tokens; the service's log tells why.",
                cause);
    }

    public static AttuneException unsupported(String parameter, String only) {
        return ErrorCategory.CALLER.error(UNSUPPORTED_PARAMETER, parameter + " is not supported; " + only + ".");
    }

    public static AttuneException unknownParameter(String parameter) {
        return ErrorCategory.CALLER.error(
                UNKNOWN_PARAMETER, parameter + " is no parameter that is known here; leave it out.");
    }

    public static AttuneException invalid(String sentence) {
        return ErrorCategory.CALLER.error(INVALID_VALUE, sentence);
    }
}
