package dev.attune.service.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next where the next part begins; null where there is no more
 */
public record Part<T>(List<T> rows, @Nullable Place next) {

    /** A place in a list, as a caller names it: the value of a parameter of the request. */
    public record Place(String parameter, String value) {}

    public Part {
        rows = List.copyOf(rows);
    }

    /** Nothing. */
    public static <T> Part<T> empty() {
        return new Part<>(List.of(), null);
    }

    /**
     * The first {@code limit} of rows that have the newest first.
     *
     * @param rows one more than {@code limit} where there are so many
     */
    public static <E, T> Part<T> of(List<E> rows, int limit, Function<E, Cursor> cursor, Function<E, T> shown) {
        return first(
                rows,
                limit,
                shown,
                last -> new Place("before", cursor.apply(last).text()));
    }

    /**
     * The first {@code limit} of rows that are in the order of their names.
     *
     * @param rows one more than {@code limit} where there are so many
     */
    public static <E, T> Part<T> named(List<E> rows, int limit, Function<E, String> name, Function<E, T> shown) {
        return first(rows, limit, shown, last -> new Place("after", name.apply(last)));
    }

    private static <E, T> Part<T> first(List<E> rows, int limit, Function<E, T> shown, Function<E, Place> place) {
        List<E> first = rows.subList(0, Math.min(limit, rows.size()));
        Place next = rows.size() > limit ? place.apply(first.getLast()) : null;
        return new Part<>(first.stream().map(shown).toList(), next);
    }

    /** The same part with other rows for its rows. */
    public <S> Part<S> map(Function<T, S> shown) {
        return new Part<>(rows.stream().map(shown).toList(), next);
    }

    /** The rows, with a header Link (RFC 8288) to the next part where there is one. */
    public RestResponse<List<T>> answer(UriInfo uri) {
        RestResponse.ResponseBuilder<List<T>> answer = RestResponse.ResponseBuilder.ok(rows);
        if (next != null) {
            // Relative, so that it holds behind any proxy.
            String query = uri.getRequestUriBuilder()
                    .replaceQueryParam(next.parameter(), URLEncoder.encode(next.value(), StandardCharsets.UTF_8))
                    .build()
                    .getRawQuery();
            answer.header("Link", "<" + uri.getRequestUri().getRawPath() + "?" + query + ">; rel=\"next\"");
        }
        return answer.build();
    }
}
