package dev.attune.lm.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.RenderResult;

import dev.attune.lm.checkpoint.CheckpointException;

/**
 * Turns a conversation into the text that the model was trained on, by the Jinja template that came with it. Messages are
 * data: braces inside them are never run as a template.
 */
public final class ChatTemplate {
    private static final String PLAIN = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}";
    private static final Jinjava JINJA = new Jinjava(JinjavaConfig.newBuilder()
            .withNestedInterpretationEnabled(false)
            .withTrimBlocks(true)
            .withLstripBlocks(true)
            .withKeepTrailingNewline(true)
            .withFailOnUnknownTokens(false)
            .withLegacyOverrides(LegacyOverrides.Builder.from(LegacyOverrides.ALL)
                    .withWhitespaceRequiredWithinTokens(false)
                    .build())
            .build());

    private final String template;
    private final Map<String, String> specialTokens;

    /**
     * @param template Jinja, as in {@code tokenizer_config.json}
     * @param specialTokens what the template may name, such as {@code bos_token}
     */
    public ChatTemplate(String template, Map<String, String> specialTokens) {
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
                "messages",
                conversation.stream()
                        .map(message -> Map.of("role", message.role(), "content", message.content()))
                        .toList());
        context.put("add_generation_prompt", addGenerationPrompt);
        RenderResult result = JINJA.renderForResult(template, context);
        if (!result.getErrors().isEmpty()) {
            String reasons =
                    result.getErrors().stream().map(error -> error.getMessage()).collect(Collectors.joining("; "));
            throw new CheckpointException("The model's chat template cannot be rendered: " + reasons + ".");
        }
        return result.getOutput();
    }

    /** The template's source. */
    public String source() {
        return template;
    }
}
