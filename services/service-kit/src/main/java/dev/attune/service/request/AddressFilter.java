package dev.attune.service.request;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/** Refuses an address that cannot be decoded, with a sentence: the router would do it without a word. */
@ApplicationScoped
class AddressFilter {

    private static final int FIRST = 2_000;
    private static final String PROBLEM = """
            {"status":400,"title":"Bad Request","code":"bad-request",\
            "detail":"The address holds a percent sign that is not followed by two hexadecimal digits."}""";

    void register(@Observes Filters filters) {
        filters.register(AddressFilter::check, FIRST);
    }

    private static void check(RoutingContext context) {
        if (decodable(context.request().uri())) {
            context.next();
        } else {
            context.response()
                    .setStatusCode(400)
                    .putHeader("Content-Type", "application/problem+json")
                    .end(PROBLEM);
        }
    }

    static boolean decodable(String uri) {
        for (int i = uri.indexOf('%'); i >= 0; i = uri.indexOf('%', i + 1)) {
            if (i + 2 >= uri.length() || !hexadecimal(uri.charAt(i + 1)) || !hexadecimal(uri.charAt(i + 2))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hexadecimal(char c) {
        return Character.digit(c, 16) >= 0 && c < 128;
    }
}
