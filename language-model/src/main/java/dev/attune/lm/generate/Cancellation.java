package dev.attune.lm.generate;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stops answers in the making, from any thread: they end before their next token, with what they have. */
public final class Cancellation {
    private final Set<Integer> requests = ConcurrentHashMap.newKeySet();

    /** One answer does not go on: {@code request} is its index in the list that was given. */
    public void cancel(int request) {
        requests.add(request);
    }

    boolean covers(int request) {
        return requests.contains(request);
    }
}
