package dev.attune.cli.loop;

import java.io.IOException;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.text.TextFile;

/** A policy as people keep it: a JSON object in a file. */
public final class PolicyFile {

    private PolicyFile() {}

    /** @throws AttuneException {@code policy-unreadable} */
    public static ObjectNode read(Path file) {
        try {
            if (Json.MAPPER.readTree(TextFile.whole(file)) instanceof ObjectNode policy) {
                return policy;
            }
            throw unreadable(file, "it holds no JSON object");
        } catch (JsonProcessingException e) {
            throw unreadable(file, Json.sentence(e));
        } catch (IOException e) {
            throw unreadable(file, TextFile.reason(e));
        }
    }

    private static AttuneException unreadable(Path file, String why) {
        return ErrorCategory.CALLER.error("policy-unreadable", "The policy " + file + " cannot be read: " + why + ".");
    }
}
