package dev.attune.platform.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a process whether it is ready; an answer that does not come in time is a no. */
@FunctionalInterface
public interface Probe {

    boolean ready();

    /** Ready when a GET of {@code uri} answers 200 within two seconds. */
    static Probe http(URI uri) {
        return () -> {
            try {
                HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
                connection.setConnectTimeout(2_000);
                connection.setReadTimeout(2_000);
                try {
                    return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
                } finally {
                    connection.disconnect();
                }
            } catch (IOException notYetListening) {
                return false;
            }
        };
    }
}
