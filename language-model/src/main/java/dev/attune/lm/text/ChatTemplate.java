package dev.attune.lm.text;

import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.jinja.JinjaTemplate;
import dev.attune.lm.python.JinjaException;

/**
 * Turns a conversation into the text that the model was trained on, by the Jinja template that came with it. Messages are
 * data: braces inside them are never run as a template. Safe for threads.
 */
public final class ChatTemplate {
    private static final String PLAIN = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}";

    private final String source;
    private final Map<String, Object> specialTokens;
    private final Clock clock;
    private @Nullable JinjaTemplate parsed;

    /**
     * @param source Jinja, as in {@code tokenizer_config.json}
     * @param specialTokens what the template may name, such as {@code bos_token}
     */
    public ChatTemplate(String source, Map<String, Object> specialTokens) {
        this(source, specialTokens, Clock.system(ZoneId.systemDefault()));
    }

    ChatTemplate(String source, Map<String, Object> specialTokens, Clock clock) {
        this.source = source;
        this.specialTokens = Map.copyOf(specialTokens);
        this.clock = clock;
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
        Map<String, @Nullable Object> variables = new HashMap<>(specialTokens);
        variables.put(
                "messages", conversation.stream().map(ChatTemplate::dictionary).toList());
        variables.put("tools", null);
        variables.put("documents", null);
        variables.put("add_generation_prompt", addGenerationPrompt);
        try {
            return parsed().render(variables);
        } catch (JinjaException failure) {
            throw new CheckpointException(
                    "The model's chat template cannot be rendered for this conversation: " + failure.getMessage() + ".",
                    failure);
        }
    }

    /** Read when it is first needed: a model whose template is wrong can still be used without one. */
    private synchronized JinjaTemplate parsed() {
        if (parsed == null) {
            parsed = JinjaTemplate.parse(source, clock);
        }
        return parsed;
    }

    private static Map<String, Object> dictionary(Message message) {
        Map<String, Object> dictionary = new LinkedHashMap<>(); // in the order in which tojson writes it
        dictionary.put("role", message.role());
        dictionary.put("content", message.content());
        return dictionary;
    }

    /** The template's source. */
    public String source() {
        return source;
    }
}
