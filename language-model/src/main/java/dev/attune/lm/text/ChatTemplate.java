package dev.attune.lm.text;

import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.error.CheckpointException;

/**
 * Turns a conversation into the text that the model was trained on, by the Jinja template that came with it. Messages are
 * data: braces inside them are never run as a template.
 */
public final class ChatTemplate {
    private static final String PLAIN = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}";
    private static final Jinjava JINJA = Jinja.engine(Clock.system(ZoneId.systemDefault()));

    private final Jinjava engine;
    private final String template;
    private final Map<String, String> specialTokens;

    /**
     * @param template Jinja, as in {@code tokenizer_config.json}
     * @param specialTokens what the template may name, such as {@code bos_token}
     */
    public ChatTemplate(String template, Map<String, String> specialTokens) {
        this(template, specialTokens, JINJA);
    }

    ChatTemplate(String template, Map<String, String> specialTokens, Jinjava engine) {
        this.engine = engine;
        this.template = template;
        this.specialTokens = Map.copyOf(specialTokens);
    }

    /** For a model that came without a template: the messages, each on a line of its own. */
    public static ChatTemplate plain() {
        return new ChatTemplate(PLAIN, Map.of());
    }

    /** The whole conversation, up to where the assistant's next answer begins. */
    public String prompt(List<Message> conversation) {
        return render(conversation, true);
    }

    /** The conversation as text; with {@code addGenerationPrompt} the opening of an answer follows it. */
    public String render(List<Message> conversation, boolean addGenerationPrompt) {
        Map<String, Object> context = new HashMap<>(specialTokens);
        context.put(
                "messages", conversation.stream().map(ChatTemplate::dictionary).toList());
        context.put("add_generation_prompt", addGenerationPrompt);
        context.put("strftime_now", "a function"); // so that it is defined
        RenderResult result;
        try {
            result = engine.renderForResult(JinjaDialect.translated(template), context);
        } catch (RuntimeException failure) {
            throw refused(failure.getMessage(), failure);
        }
        for (TemplateError error : result.getErrors()) {
            for (Throwable cause = error.getException(); cause != null; cause = cause.getCause()) {
                if (cause instanceof Jinja.Raised raised) {
                    throw refused(raised.getMessage(), raised);
                }
            }
        }
        if (!result.getErrors().isEmpty()) {
            String reasons =
                    result.getErrors().stream().map(TemplateError::getMessage).collect(Collectors.joining("; "));
            throw refused(reasons, null);
        }
        return result.getOutput();
    }

    private static CheckpointException refused(@Nullable String reason, @Nullable Throwable cause) {
        return new CheckpointException(
                "The model's chat template cannot be rendered for this conversation: " + reason + ".", cause);
    }

    private static Map<String, Object> dictionary(Message message) {
        Map<String, Object> dictionary = new LinkedHashMap<>(); // in the order in which tojson writes it
        dictionary.put("role", message.role());
        dictionary.put("content", message.content());
        return dictionary;
    }

    /** The template's source. */
    public String source() {
        return template;
    }
}
