package dev.attune.registry.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;

/** PostgreSQL's own language, with parameters by their place. */
@ApplicationScoped
public class Sql {

    private final EntityManager entities;

    Sql(EntityManager entities) {
        this.entities = entities;
    }

    /** How many rows the statement changed. */
    public int update(String statement, @Nullable Object... parameters) {
        return query(statement, parameters).executeUpdate();
    }

    /** Of rows with several columns. */
    public <T> List<T> rows(Function<Object[], T> read, String statement, @Nullable Object... parameters) {
        List<T> all = new ArrayList<>();
        for (Object row : query(statement, parameters).getResultList()) {
            all.add(read.apply((Object[]) row));
        }
        return all;
    }

    private Query query(String statement, @Nullable Object... parameters) {
        Query query = entities.createNativeQuery(statement);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query;
    }

    public static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A value could not be written as JSON", e);
        }
    }

    /** A column that this service wrote: JSON that cannot be read is a defect. */
    public static <T> T json(Object column, Class<T> type) {
        try {
            return Json.MAPPER.readValue((String) column, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON column of the registry cannot be read", e);
        }
    }

    /** As above, of a type with parameters. */
    public static <T> T json(Object column, TypeReference<T> type) {
        try {
            return Json.MAPPER.readValue((String) column, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON column of the registry cannot be read", e);
        }
    }

    public static double decimal(Object column) {
        return ((Number) column).doubleValue();
    }

    public static int number(Object column) {
        return ((Number) column).intValue();
    }
}
