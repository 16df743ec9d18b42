package dev.attune.lab.search;

/** The baseline of searches. */
record RandomSearch(Search search) {

    void run() {
        boolean going = true;
        while (going && search.calls().left() >= search.least()) {
            int[] choice = search.space().unknown(search.random(), search.known());
            if (choice == null) {
                return;
            }
            Trial trial = search.trial(choice);
            going = search.measure(trial, search.items()) || trial.failed();
        }
    }
}
