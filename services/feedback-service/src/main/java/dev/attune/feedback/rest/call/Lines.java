package dev.attune.feedback.rest.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.feedback.Entered;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Rejection;
import dev.attune.service.request.Reading;
import dev.attune.text.Row;

/** Reads a request of many lines one by one, so that a bad line is listed and the others are kept. */
@ApplicationScoped
public class Lines {

    /** Bytes of a request of many lines. */
    public static final int MOST_BYTES = 16 * 1024 * 1024;

    private final ObjectMapper mapper;

    Lines(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** A line that could be read, with its place in the request. */
    public record Numbered<T>(int index, T value) {}

    /** The lines that could be read and those that could not. */
    public record Read<T>(List<Numbered<T>> good, List<Rejection> bad) {

        /** Enters the good lines; the indices of what {@code enter} rejects become those of the request. */
        public Entered enter(Function<List<T>, Entered> enter) {
            Entered entered = enter.apply(good.stream().map(Numbered::value).toList());
            List<Rejection> rejected = new ArrayList<>(bad);
            for (Rejection rejection : entered.rejected()) {
                int index = good.get(rejection.index()).index();
                rejected.add(new Rejection(index, rejection.code(), rejection.detail()));
            }
            rejected.sort(Comparator.comparingInt(Rejection::index));
            return new Entered(entered.ids(), rejected);
        }
    }

    /** Reads each line as {@code type} and makes a domain value of it. */
    public <L, T> Read<T> read(List<Row> lines, Class<L> type, Function<L, T> value) {
        List<Numbered<T>> good = new ArrayList<>();
        List<Rejection> bad = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            try {
                good.add(new Numbered<>(index, value.apply(line(lines.get(index), type))));
            } catch (FeedbackException e) {
                bad.add(Rejection.of(index, e));
            }
        }
        return new Read<>(good, bad);
    }

    private <L> L line(Row line, Class<L> type) {
        return switch (line) {
            case Row.Bad bad -> throw Fault.INVALID_LINE.because("The line cannot be used: " + bad.sentence() + ".");
            case Row.Good good -> line(good.written(), type);
        };
    }

    private <L> L line(ObjectNode json, Class<L> type) {
        try {
            return mapper.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw Fault.INVALID_LINE.because("The line cannot be read: " + Reading.sentence(e) + ".");
        }
    }
}
