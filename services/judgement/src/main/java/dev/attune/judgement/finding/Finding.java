package dev.attune.judgement.finding;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * A figure, or the reason why it is undefined; exactly one of the two.
 *
 * @param value nothing where it is undefined
 * @param reason nothing where there is a value
 */
public record Finding<T>(Optional<T> value, Optional<Undefined> reason) {
    public Finding {
        if (value.isPresent() == reason.isPresent()) {
            throw new IllegalArgumentException("A finding is a value or a reason.");
        }
    }

    /** A value. */
    public static <T> Finding<T> of(T value) {
        return new Finding<>(Optional.of(value), Optional.empty());
    }

    /** No value. */
    public static <T> Finding<T> undefined(Undefined reason) {
        return new Finding<>(Optional.empty(), Optional.of(reason));
    }

    public boolean known() {
        return value.isPresent();
    }

    /**
     * The value of a finding that is known.
     *
     * @throws NoSuchElementException with the reason, where there is none
     */
    public T get() {
        return value.orElseThrow(() -> new NoSuchElementException(
                "Undefined: " + reason.map(Undefined::sentence).orElse("")));
    }

    /** The same of another type; a reason stays as it is. */
    public <R> Finding<R> map(Function<T, R> change) {
        return new Finding<>(value.map(change), reason);
    }

    /** A finding that rests on this one. */
    public <R> Finding<R> then(Function<T, Finding<R>> next) {
        return value.map(next).orElseGet(() -> new Finding<>(Optional.empty(), reason));
    }
}
