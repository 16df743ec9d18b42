package dev.attune.feedback.testing;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** A walk through the page that this room serves; see {@link dev.attune.contracts.testing.BrowserWalk}. */
public final class BrowserWalk {

    private BrowserWalk() {}

    /** Runs {@code script} against the service at {@code address} as {@code user}. */
    public static void run(String script, URI address, String user, String password, Map<String, String> settings)
            throws IOException, InterruptedException {
        dev.attune.contracts.testing.BrowserWalk.run(script, address, user, password, settings);
    }
}
