package dev.attune.feedback.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Walks from address to address as a browser does, with the cookies that it is given. */
public final class Browser {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** All are of this machine, to which browsers send secure ones over HTTP, too; ports do not tell cookies apart. */
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** What a page answered: where it leads on, if it does. */
    public record Page(int status, URI address, String text, Optional<URI> next) {}

    public Page get(URI address) {
        return send(HttpRequest.newBuilder(address).GET());
    }

    /** Sends a form, each field as it is typed. */
    public Page submit(URI address, Map<String, String> fields) {
        return send(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Api.form(fields))));
    }

    /** Follows redirections, at most ten, as far as {@code last}: it is reached, but not asked for. */
    public URI follow(Page page, URI last) {
        Page now = page;
        for (int i = 0; i < 10 && now.next().isPresent(); i++) {
            URI next = now.next().get();
            if (next.getAuthority().equals(last.getAuthority())
                    && next.getPath().equals(last.getPath())) {
                return next;
            }
            now = get(next);
        }
        return now.address();
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    private void keep(String header) {
        String pair = header.replaceFirst(";.*", "");
        String name = pair.substring(0, pair.indexOf('='));
        if (header.toLowerCase(Locale.ROOT).contains("max-age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, pair.substring(name.length() + 1));
        }
    }

    private Page send(HttpRequest.Builder request) {
        try {
            if (!cookies.isEmpty()) {
                String all = cookies.entrySet().stream().map(Object::toString).collect(Collectors.joining("; "));
                request.header("Cookie", all);
            }
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            URI address = response.request().uri();
            return new Page(
                    response.statusCode(),
                    address,
                    response.body(),
                    response.headers().firstValue("Location").map(address::resolve));
        } catch (IOException e) {
            throw new IllegalStateException("No answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
