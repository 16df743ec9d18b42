package dev.attune.inference.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.jboss.logging.Logger;

import dev.attune.inference.ChatAnswer;
import dev.attune.inference.rest.ChatCompletion.Content;
import dev.attune.inference.service.Chat;
import dev.attune.inference.service.Exchanges.Exchange;

/** Writes an answer as server-sent events while it is sampled; a reader who goes away ends the sampling. */
record AnswerStream(ObjectMapper json, OutputStream out, String id, long created) {
    private static final Logger LOG = Logger.getLogger(AnswerStream.class);

    void send(Chat.Prepared prepared, Exchange exchange, boolean withUsage) {
        boolean ended = false;
        try (prepared) {
            String checkpointId = prepared.checkpointId();
            event(ChatCompletion.chunk(id, created, checkpointId, new Content("assistant", ""), null));
            ChatAnswer answer = prepared.answer(
                    piece -> event(ChatCompletion.chunk(id, created, checkpointId, new Content(null, piece), null)));
            exchange.answered(answer);
            ended = true;
            event(ChatCompletion.chunk(id, created, checkpointId, new Content(null, null), answer.finishReason()));
            if (withUsage) {
                event(ChatCompletion.usage(id, created, answer));
            }
            write("[DONE]");
        } catch (UncheckedIOException e) {
            LOG.debugf("A reader went away: %s", e.getMessage());
            if (!ended) {
                exchange.failed(e);
            }
        } catch (RuntimeException e) {
            if (!ended) {
                exchange.failed(e);
            }
            LOG.error("An answer failed while it was streamed", e);
            event(OpenAiError.of(500, "internal-error", "The answer failed; the service's log tells why."));
        }
    }

    private void event(Object data) {
        try {
            write(json.writeValueAsString(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String data) {
        try {
            out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
