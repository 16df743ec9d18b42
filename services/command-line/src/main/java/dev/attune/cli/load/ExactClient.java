package dev.attune.cli.load;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A rater whose connection is bad and who goes away for a while: lets leases expire and rates all the same, sends a rating again under the same
 * key, to both instances at once, or under another key, and takes ratings back.
 *
 * @param number of the client, from 0
 */
record ExactClient(LoadPlan plan, Clock clock, Tally tally, ExactJournal journal, int number) implements Runnable {

    private static final long NOTHING_LEFT_MILLIS = 100;
    private static final long LONGER_THAN_A_LEASE_MILLIS = 3_200;
    private static final String VOTE = "{\"verdict\":\"LEFT\",\"strength\":2}";

    @Override
    public void run() {
        Random random = new Random(plan.seed() * 1000 + number);
        List<Wire> wires = new ArrayList<>();
        try (ExecutorService second = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String service : plan.services()) {
                wires.add(new Wire(URI.create(service), plan.tokens().get(number)));
            }
            while (journal.standing() < plan.judgements() && !clock.over()) {
                turn(wires, random, second);
            }
        } catch (IOException | ExecutionException e) {
            tally.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            wires.forEach(ExactClient::close);
        }
    }

    private void turn(List<Wire> wires, Random random, ExecutorService second)
            throws IOException, InterruptedException, ExecutionException {
        Wire one = wires.get(random.nextInt(wires.size()));
        Wire other = wires.get((wires.indexOf(one) + 1) % wires.size());
        Wire.Answer next = one.call("POST", "/api/projects/" + plan.projectId() + "/next", "", "");
        String lease = next.field("leaseId");
        if (lease.isEmpty()) {
            if (next.status() != 204) {
                tally.refused(next);
            }
            TimeUnit.MILLISECONDS.sleep(NOTHING_LEFT_MILLIS);
            return;
        }
        int drawn = random.nextInt(1000);
        if (drawn < 5) {
            TimeUnit.MILLISECONDS.sleep(LONGER_THAN_A_LEASE_MILLIS);
        }
        String key = UUID.randomUUID().toString();
        String rating;
        if (drawn < 100) {
            rating = twiceAtOnce(one, other, lease, key, key, second);
        } else if (drawn < 130) {
            rating = twiceAtOnce(one, other, lease, key, UUID.randomUUID().toString(), second);
        } else {
            rating = rated(rate(one, lease, key));
            if (drawn < 230 && !rating.isEmpty()) {
                requireSame(rating, rated(rate(other, lease, key)));
            }
        }
        if (!rating.isEmpty()) {
            journal.rated(rating);
            if (drawn >= 970) {
                takeBack(other, rating);
            }
        }
    }

    private void takeBack(Wire wire, String rating) throws IOException {
        Wire.Answer answer = wire.call("DELETE", "/api/ratings/" + rating, "", "");
        if (answer.status() == 204) {
            journal.tookBack(rating);
        } else {
            tally.refused(answer);
        }
    }

    /** With the same key both must say the same; with another one of the two is refused. */
    private String twiceAtOnce(Wire one, Wire other, String lease, String key, String otherKey, ExecutorService second)
            throws IOException, InterruptedException, ExecutionException {
        Callable<Wire.Answer> repeated = () -> rate(other, lease, otherKey);
        var sent = second.submit(repeated);
        String first = rated(rate(one, lease, key));
        String again = rated(sent.get());
        if (!first.isEmpty() && !again.isEmpty()) {
            requireSame(first, again);
            if (!key.equals(otherKey)) {
                throw new IOException("The lease " + lease + " was rated twice.");
            }
        }
        return first.isEmpty() ? again : first;
    }

    private static void requireSame(String one, String other) throws IOException {
        if (!one.equals(other)) {
            throw new IOException("A call was repeated and became another rating: " + one + " and " + other + ".");
        }
    }

    private static Wire.Answer rate(Wire wire, String lease, String key) throws IOException {
        return wire.call("POST", "/api/leases/" + lease + "/rating", key, VOTE);
    }

    private String rated(Wire.Answer answer) {
        if (answer.status() != 201) {
            tally.refused(answer);
        }
        return answer.field("ratingId");
    }

    private static void close(Wire wire) {
        try {
            wire.close();
        } catch (IOException e) {
            // It is over anyway.
        }
    }
}
