package dev.attune.cli.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.attune.contracts.bus.BusAccess;
import dev.attune.contracts.json.Json;

/** The load's own process: reads a plan from a file, does it, and writes what it measured to another. */
public final class LoadMain {

    /** Held, since a logger that nobody holds forgets its level. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private LoadMain() {}

    /** @param arguments the file of the plan and that of the result */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        KAFKA.setLevel(Level.WARNING);
        LoadPlan plan = Json.MAPPER.readValue(Path.of(arguments[0]).toFile(), LoadPlan.class);
        BusAccess.use(plan.kafka(), Path.of(plan.busKeys()));
        Path result = Path.of(arguments[1]);
        if (plan.kind() == LoadPlan.Kind.EXACT) {
            ExactJournal journal = new ExactJournal();
            LoadResult measured = run(plan, journal);
            Json.MAPPER.writeValue(result.resolveSibling("load-journal.json").toFile(), journal.read());
            Json.MAPPER.writeValue(result.toFile(), measured);
        } else {
            Json.MAPPER.writeValue(result.toFile(), run(plan, new ExactJournal()));
        }
    }

    private static LoadResult run(LoadPlan plan, ExactJournal journal) throws InterruptedException {
        Tally tally = new Tally();
        Clock clock = Clock.of(plan.warmSeconds(), plan.seconds());
        try (TopicWatch watch = TopicWatch.of(clock, plan.kafka())) {
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < plan.tokens().size(); i++) {
                Runnable client = plan.kind() == LoadPlan.Kind.EXACT
                        ? new ExactClient(plan, clock, tally, journal, i)
                        : new LoadClient(plan, clock, tally, i);
                clients.add(Thread.ofPlatform().name("client-" + i).start(client));
            }
            for (Thread client : clients) {
                client.join();
            }
            return tally.result(clock, watch.counted(), watch.readable());
        }
    }
}
