package dev.attune.cli.load;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * One rater's program: rates the item that it holds and fetches the next one in advance, as the page does.
 *
 * <p>With a rate to keep, each rating has a moment at which it is due, whatever became of those before, and its latency is counted from
 * there: what waits behind a slow answer is counted, too.
 *
 * @param number of the client, from 0
 */
record LoadClient(LoadPlan plan, Clock clock, Tally tally, int number) implements Runnable {

    private static final String[] VOTES = {
        "{\"verdict\":\"LEFT\",\"strength\":2}",
        "{\"verdict\":\"RIGHT\",\"strength\":1}",
        "{\"verdict\":\"LEFT\",\"strength\":1}",
        "{\"verdict\":\"TIE\",\"strength\":0}",
        "{\"verdict\":\"RIGHT\",\"strength\":3}"
    };

    @Override
    public void run() {
        URI service = URI.create(plan.services().get(number % plan.services().size()));
        try (Wire wire = new Wire(service, plan.tokens().get(number))) {
            switch (plan.kind()) {
                case RATE -> rate(wire);
                case NEXT -> fetch(wire);
                case EXACT -> throw new IllegalStateException("Another client does that.");
            }
        } catch (IOException e) {
            tally.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rate(Wire wire) throws IOException, InterruptedException {
        String path = "/api/projects/" + plan.projectId() + "/next";
        String lease = held(wire, path);
        for (long turn = 0; !lease.isEmpty() && !ended(turn); turn++) {
            String ahead = fetched(wire, path + "?ahead=" + lease);
            long due = awaitTurn(turn);
            String vote = VOTES[(int) (turn % VOTES.length)];
            Wire.Answer answer = wire.call("POST", "/api/leases/" + lease + "/rating", "load-" + lease, vote);
            long now = System.nanoTime();
            if (answer.status() != 201) {
                tally.refused(answer);
            } else if (clock.counts(plan.perSecond() == 0 ? now : due)) {
                tally.rated(now - due);
            }
            lease = ahead.isEmpty() ? held(wire, path) : ahead;
        }
        if (lease.isEmpty()) {
            tally.failed(new IOException("There was nothing left to rate for client " + number + "."));
        }
    }

    private String held(Wire wire, String path) throws IOException {
        Wire.Answer answer = wire.call("POST", path, "", "");
        if (answer.status() >= 400) {
            tally.refused(answer);
        }
        return answer.field("leaseId");
    }

    private String fetched(Wire wire, String path) throws IOException {
        long begun = System.nanoTime();
        Wire.Answer answer = wire.call("POST", path, "", "");
        if (clock.counts(begun)) {
            tally.fetched(System.nanoTime() - begun);
        }
        return answer.field("leaseId");
    }

    /** When the rating was due: at once, or by the schedule. */
    private long awaitTurn(long turn) throws InterruptedException {
        if (plan.perSecond() == 0) {
            return System.nanoTime();
        }
        long due = due(turn);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        return due;
    }

    private long due(long turn) {
        long clients = plan.tokens().size();
        return clock.start() + (long) ((turn * clients + number + 1) * 1e9 / plan.perSecond());
    }

    /** With a rate to keep, what was due in time is still sent when it is late: else the slowest would not be counted. */
    private boolean ended(long turn) {
        return plan.perSecond() == 0 ? clock.over() : due(turn) - clock.end() >= 0;
    }

    private void fetch(Wire wire) throws IOException, InterruptedException {
        String path = "/api/projects/" + plan.projectId() + "/next";
        for (long turn = 0; !ended(turn); turn++) {
            long due = awaitTurn(turn);
            Wire.Answer answer = wire.call("POST", path, "", "");
            long now = System.nanoTime();
            String lease = answer.field("leaseId");
            if (lease.isEmpty()) {
                tally.refused(answer);
            } else {
                if (clock.counts(due)) {
                    tally.fetched(now - due);
                }
                var _ = wire.call(
                        "POST",
                        "/api/leases/" + lease + "/rating",
                        "load-" + lease,
                        VOTES[(int) (turn % VOTES.length)]);
            }
        }
    }
}
