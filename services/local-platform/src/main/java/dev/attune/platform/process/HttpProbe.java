package dev.attune.platform.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;

/** Asks a health route in the form of MicroProfile Health. */
final class HttpProbe implements Probe {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int LONGEST_SAID = 400;

    private final URI uri;
    private volatile String said = "";

    HttpProbe(URI uri) {
        this.uri = uri;
    }

    @Override
    public boolean ready() {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try {
                boolean up = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
                said = read(up ? connection.getInputStream() : connection.getErrorStream());
                return up;
            } finally {
                connection.disconnect();
            }
        } catch (IOException noAnswer) {
            said = "no answer from " + uri.getPath() + ": " + noAnswer.getMessage();
            return false;
        }
    }

    @Override
    public String said() {
        return said;
    }

    private static String read(@Nullable InputStream body) throws IOException {
        if (body == null) {
            return "";
        }
        String text = said(Json.MAPPER.readTree(body.readNBytes(LONGEST_ANSWER)));
        return text.length() <= LONGEST_SAID ? text : text.substring(0, LONGEST_SAID) + "...";
    }

    /** The checks that are down with their data, and sentences of workers. */
    private static String said(JsonNode health) {
        List<String> parts = new ArrayList<>();
        for (JsonNode check : health.path("checks")) {
            if (!check.path("status").asText().equals("UP")) {
                String data = check.has("data") ? " " + check.path("data") : "";
                parts.add(check.path("name").asText() + " is down" + data);
            }
        }
        health.path("troubles").forEach(trouble -> parts.add(trouble.asText()));
        return String.join("; ", parts);
    }
}
