package dev.attune.lm.generate;

import java.util.List;

/** Tells the caller of new tokens, one at a time whichever thread made them, and cancels rows that are not wanted any more. */
final class Progress {
    private final TokenListener listener;
    private final Cancellation cancellation;
    private boolean stopped;

    Progress(TokenListener listener, Cancellation cancellation) {
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /** Each of {@code rows} has a new last token. */
    synchronized void tell(List<Row> rows) {
        for (Row row : rows) {
            if (!stopped) {
                listener.onToken(row.index(), row.lastToken());
            }
            if (row.isActive() && isUnwanted(row)) {
                row.cancel();
            }
        }
    }

    /** Whether a row that has not begun need not begin. */
    synchronized boolean isUnwanted(Row row) {
        return stopped || cancellation.covers(row.index());
    }

    /** No row goes on. */
    synchronized void stop() {
        stopped = true;
    }
}
