package dev.attune.cli.data;

import java.util.Map;

/**
 * A good line of a file, as the feedback service wants it.
 *
 * @param number counted from 1
 * @param body one element of the request's list
 */
public record ImportLine(int number, Map<String, Object> body) {
    public ImportLine {
        body = Map.copyOf(body);
    }
}
