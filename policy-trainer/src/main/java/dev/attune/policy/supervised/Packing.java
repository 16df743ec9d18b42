package dev.attune.policy.supervised;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which conversations share a row, so that little of a rectangle is padding. Best fit, decreasing (Johnson 1974; for
 * language models Ding et al. 2024, arXiv 2404.10830): the longest first, each into the fullest row that still has room;
 * none is cut.
 */
final class Packing {

    private Packing() {}

    /** Conversations that stand one after the other. */
    record Row(List<EncodedDemonstration> conversations) {
        Row {
            conversations = List.copyOf(conversations);
        }

        /** Tokens of the row. */
        int length() {
            return conversations.stream().mapToInt(EncodedDemonstration::length).sum();
        }
    }

    /** A row for each. */
    static List<Row> alone(List<EncodedDemonstration> conversations) {
        return conversations.stream()
                .map(conversation -> new Row(List.of(conversation)))
                .toList();
    }

    /**
     * The rows whose rectangle is smallest; of equals those of the narrowest, since attention costs the square of the width.
     * Never more than {@link #alone} would take.
     *
     * @param maximumWidth of rows with more than one conversation
     */
    static List<Row> narrowest(List<EncodedDemonstration> conversations, int maximumWidth) {
        int longest = conversations.stream()
                .mapToInt(EncodedDemonstration::length)
                .max()
                .orElseThrow();
        int total =
                conversations.stream().mapToInt(EncodedDemonstration::length).sum();
        List<Row> best = bestFitDecreasing(conversations, longest);
        for (int count = best.size() - 1; count > 0; count--) {
            int width = Math.max(longest, Math.ceilDiv(total, count));
            if (width > maximumWidth) {
                break;
            }
            List<Row> rows = bestFitDecreasing(conversations, width);
            if (area(rows) < area(best)) {
                best = rows;
            }
        }
        return best;
    }

    /** @param width room of a row, at least the longest conversation's tokens */
    static List<Row> bestFitDecreasing(List<EncodedDemonstration> conversations, int width) {
        List<List<EncodedDemonstration>> rows = new ArrayList<>();
        List<Integer> room = new ArrayList<>();
        for (EncodedDemonstration conversation : longestFirst(conversations)) {
            int length = conversation.length();
            int place = -1;
            for (int row = 0; row < rows.size(); row++) {
                if (room.get(row) >= length && (place < 0 || room.get(row) < room.get(place))) {
                    place = row;
                }
            }
            if (place < 0) {
                place = rows.size();
                rows.add(new ArrayList<>());
                room.add(width);
            }
            rows.get(place).add(conversation);
            room.set(place, room.get(place) - length);
        }
        return rows.stream().map(Row::new).toList();
    }

    private static List<EncodedDemonstration> longestFirst(List<EncodedDemonstration> conversations) {
        return conversations.stream()
                .sorted(Comparator.comparingInt(EncodedDemonstration::length).reversed())
                .toList();
    }

    private static long area(List<Row> rows) {
        return (long) rows.size() * rows.stream().mapToInt(Row::length).max().orElseThrow();
    }
}
