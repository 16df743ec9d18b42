package dev.attune.service.page;

import java.util.List;
import java.util.function.Function;

import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next behind which the next part begins; null where there is no more
 */
public record Part<T>(List<T> rows, @Nullable Cursor next) {

    public Part {
        rows = List.copyOf(rows);
    }

    /** Nothing. */
    public static <T> Part<T> empty() {
        return new Part<>(List.of(), null);
    }

    /**
     * The first {@code limit} of the rows.
     *
     * @param rows one more than {@code limit} where there are so many
     */
    public static <E, T> Part<T> of(List<E> rows, int limit, Function<E, Cursor> cursor, Function<E, T> shown) {
        List<E> first = rows.subList(0, Math.min(limit, rows.size()));
        Cursor next = rows.size() > limit ? cursor.apply(first.getLast()) : null;
        return new Part<>(first.stream().map(shown).toList(), next);
    }

    /** The rows, with a header Link (RFC 8288) to the next part where there is one. */
    public RestResponse<List<T>> answer(UriInfo uri) {
        RestResponse.ResponseBuilder<List<T>> answer = RestResponse.ResponseBuilder.ok(rows);
        if (next != null) {
            // Relative, so that it holds behind any proxy.
            String query = uri.getRequestUriBuilder()
                    .replaceQueryParam("before", next.text())
                    .build()
                    .getRawQuery();
            answer.header("Link", "<" + uri.getRequestUri().getRawPath() + "?" + query + ">; rel=\"next\"");
        }
        return answer.build();
    }
}
