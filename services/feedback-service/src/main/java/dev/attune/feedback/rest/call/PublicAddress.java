package dev.attune.feedback.rest.call;

import java.net.URI;

import jakarta.enterprise.context.RequestScoped;

import io.vertx.core.http.HttpServerRequest;

import dev.attune.feedback.config.FeedbackConfig;

/** Under which address the person has the page open. */
@RequestScoped
public class PublicAddress {

    private final FeedbackConfig config;
    private final HttpServerRequest request;
    private final ClientAddresses addresses;

    PublicAddress(FeedbackConfig config, HttpServerRequest request, ClientAddresses addresses) {
        this.config = config;
        this.request = request;
        this.addresses = addresses;
    }

    /** Whether what the browser keeps travels over HTTPS only. */
    public boolean isSecure() {
        return config.session().secureCookie()
                || config.publicAddress().map(URI::getScheme).orElse("").equals("https")
                || addresses.isSecure(request);
    }

    /** The address of a path of this service, such as {@code /api/sign-in}. */
    public URI of(String path) {
        URI base = config.publicAddress()
                .orElseGet(() -> URI.create((isSecure() ? "https://" : "http://") + request.authority()));
        return URI.create(base.toString().replaceFirst("/+$", "") + path);
    }
}
