package dev.attune.lab.search;

import java.util.List;

import dev.attune.contracts.json.Choice;
import dev.attune.lab.task.Example;

/** How a search goes through its prompts. */
public enum Strategy implements Choice {
    /** Draws prompts and measures each on all examples. */
    RANDOM,
    /** Draws many, measures each a little, goes on with the better half. */
    HALVING,
    /** Draws from what the better tries have in common (MIPROv2's way). */
    TPE,
    /** Breeds from a front of prompts that are best on some example (GEPA's way). */
    GEPA;

    void run(Search search, Proposals proposals, List<Example> train) {
        switch (this) {
            case RANDOM -> new RandomSearch(search).run();
            case HALVING -> new HalvingSearch(search).run();
            case TPE -> new TpeSearch(search).run();
            case GEPA -> new GepaSearch(search, proposals).run(train);
        }
    }
}
