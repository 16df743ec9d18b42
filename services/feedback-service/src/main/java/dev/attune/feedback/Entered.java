package dev.attune.feedback;

import java.util.List;
import java.util.UUID;

/** What became of a request with many lines: the good ones were kept, the bad ones are listed. */
public record Entered(List<UUID> ids, List<Rejection> rejected) {
    public Entered {
        ids = List.copyOf(ids);
        rejected = List.copyOf(rejected);
    }
}
