package dev.attune.lab.study;

import dev.attune.contracts.json.Choice;

/** How much work a comparison may be: usual sizes, each of which can be given by itself. */
public enum Budget implements Choice {
    /** Minutes on attune-tiny; on a model of 135M parameters some minutes for each cell. */
    SMALL(new Sizes(96, 2, 4, 3, 60, 150, 20, 8, 300)),
    MEDIUM(new Sizes(300, 3, 8, 4, 150, 300, 20, 16, 500)),
    LARGE(new Sizes(1000, 3, 8, 5, 300, 1000, 20, 16, 2000));

    private final Sizes sizes;

    Budget(Sizes sizes) {
        this.sizes = sizes;
    }

    public Sizes sizes() {
        return sizes;
    }
}
