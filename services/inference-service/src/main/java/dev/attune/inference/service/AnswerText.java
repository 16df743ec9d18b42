package dev.attune.inference.service;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.attune.lm.generate.FinishReason;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.StopText;
import dev.attune.lm.generate.StopTokens;
import dev.attune.lm.generate.TokenListener;
import dev.attune.lm.text.StreamingDecoder;
import dev.attune.lm.text.Tokenizer;

/** Turns the tokens of one answer into text as they come, up to a stop text or a special token that is one. */
final class AnswerText {

    private final StreamingDecoder decoder;
    private final StopText stops;
    private final StopTokens stopTokens;
    private final Consumer<String> sink;
    private final StringBuilder text = new StringBuilder();
    private int tokens;
    /** Told one token late: the last one may be the end-of-sequence token, which is no text. */
    private int pending = -1;

    /** @throws IllegalArgumentException where a stop text has a special token beside other text */
    AnswerText(Tokenizer tokenizer, List<String> stops, Consumer<String> sink) {
        this.decoder = new StreamingDecoder(tokenizer);
        this.stops = new StopText(stops);
        this.stopTokens = StopTokens.of(stops, tokenizer);
        this.sink = sink;
    }

    /** Runs the generation; returns whether the answer ended by itself or at a stop text. */
    boolean collect(Function<TokenListener, Generation> generation) {
        try {
            Generation made = generation.apply((request, token) -> token(token));
            if (made.finish() == FinishReason.LENGTH) {
                flushPending();
            }
            tell(stops.add(decoder.finish()));
            tell(stops.finish());
            return made.finish() == FinishReason.END || stops.isStopped();
        } catch (StopTextReached e) {
            return true;
        }
    }

    String text() {
        return text.toString();
    }

    int tokens() {
        return tokens;
    }

    private void token(int token) {
        flushPending();
        if (stops.isStopped()) {
            throw new StopTextReached();
        }
        tokens++;
        if (stopTokens.contains(token)) {
            tell(stops.add(decoder.finish()));
            tell(stops.finish());
            throw new StopTextReached();
        }
        pending = token;
    }

    private void flushPending() {
        if (pending >= 0) {
            tell(stops.add(decoder.add(pending)));
            pending = -1;
        }
    }

    private void tell(String piece) {
        if (!piece.isEmpty()) {
            text.append(piece);
            sink.accept(piece);
        }
    }

    /** Ends a generation whose answer is complete; it carries nothing and is always caught here. */
    private static final class StopTextReached extends RuntimeException {
        private StopTextReached() {
            super(null, null, false, false);
        }
    }
}
