package dev.attune.service.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.Session;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.jdbc.ReturningWork;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's own language by JDBC, on the connection of the caller's transaction. Parameters are {@code ?1}, {@code ?2} and so on; a list is one
 * parameter, an array. What entities have changed is written before. A statement costs a fraction of what it does as a native query of
 * Hibernate, which parses it and looks up its columns each time.
 */
@ApplicationScoped
public class Statements {

    /** Texts that are remembered; they are the code's own, so there are few. */
    private static final int MOST = 2000;

    private static final Map<Class<?>, String> ARRAYS = Map.of(
            UUID[].class, "uuid",
            String[].class, "text",
            Integer[].class, "int4",
            Long[].class, "int8",
            Boolean[].class, "bool",
            Double[].class, "float8",
            Instant[].class, "timestamptz");

    private final Session session;
    private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

    Statements(Session session) {
        this.session = session;
    }

    /** Makes something of the row at which the result stands. */
    @FunctionalInterface
    public interface Row<T> {

        T read(ResultSet row) throws SQLException;
    }

    /**
     * A statement as JDBC has it.
     *
     * @param places which parameter stands at each question mark
     */
    private record Parsed(String text, List<Integer> places) {

        static Parsed of(String statement) {
            StringBuilder text = new StringBuilder(statement.length());
            List<Integer> places = new ArrayList<>();
            int at = 0;
            while (at < statement.length()) {
                char c = statement.charAt(at++);
                text.append(c);
                int number = 0;
                while (c == '?' && at < statement.length() && Character.isDigit(statement.charAt(at))) {
                    number = 10 * number + Character.digit(statement.charAt(at++), 10);
                }
                if (number > 0) {
                    places.add(number - 1);
                }
            }
            return new Parsed(text.toString(), List.copyOf(places));
        }
    }

    /** How many rows the statement changed. */
    public int update(String statement, @Nullable Object... parameters) {
        Parsed known = parsed(statement);
        return onConnection(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(known.text())) {
                set(connection, prepared, known, parameters);
                return prepared.executeUpdate();
            }
        });
    }

    /** The rows of a result, in their order. */
    public <T> List<T> rows(Row<T> row, String statement, @Nullable Object... parameters) {
        Parsed known = parsed(statement);
        return onConnection(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(known.text())) {
                set(connection, prepared, known, parameters);
                try (ResultSet result = prepared.executeQuery()) {
                    List<T> rows = new ArrayList<>();
                    while (result.next()) {
                        rows.add(row.read(result));
                    }
                    return rows;
                }
            }
        });
    }

    private Parsed parsed(String statement) {
        Parsed known = parsed.get(statement);
        if (known == null) {
            known = Parsed.of(statement);
            if (parsed.size() < MOST) {
                parsed.put(statement, known);
            }
        }
        return known;
    }

    private <T> T onConnection(ReturningWork<T> work) {
        SessionImplementor own = session.unwrap(SessionImplementor.class);
        if (own.isTransactionInProgress()) {
            own.flush();
        }
        return own.doReturningWork(work);
    }

    private static void set(
            Connection connection, PreparedStatement prepared, Parsed parsed, @Nullable Object[] parameters)
            throws SQLException {
        for (int i = 0; i < parsed.places().size(); i++) {
            prepared.setObject(
                    i + 1, value(connection, parameters[parsed.places().get(i)]));
        }
    }

    private static @Nullable Object value(Connection connection, @Nullable Object parameter) throws SQLException {
        return switch (parameter) {
            case null -> null;
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Object[] array -> {
                String type = ARRAYS.get(array.getClass());
                if (type == null) {
                    throw new IllegalArgumentException("There is no array of " + array.getClass() + " in statements");
                }
                yield connection.createArrayOf(type, elements(array));
            }
            default -> parameter;
        };
    }

    private static Object[] elements(Object[] array) {
        if (!(array instanceof Instant[] instants)) {
            return array;
        }
        Object[] elements = new Object[instants.length];
        for (int i = 0; i < instants.length; i++) {
            Instant instant = instants[i];
            elements[i] = instant == null ? null : instant.atOffset(ZoneOffset.UTC);
        }
        return elements;
    }
}
