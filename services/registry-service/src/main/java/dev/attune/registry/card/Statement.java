package dev.attune.registry.card;

import java.time.Instant;

/**
 * What a person states of a checkpoint, because no tool can know it.
 *
 * @param text empty: an earlier statement was taken back
 * @param by pseudonym of the person
 */
public record Statement(Field field, String text, String by, Instant at) {

    /** What can be stated, in the order of the card. */
    public enum Field {
        INTENDED_USES("Intended tasks"),
        OUT_OF_SCOPE_USES("Uses out of scope"),
        USE_POLICY("Acceptable use policy"),
        LANGUAGES("Languages"),
        RISKS("Risks"),
        RATIONALE("Rationale of the choices"),
        LICENCE("Licence of this checkpoint"),
        BASE_LICENCE("Licence of the base"),
        DATA_LICENCE("Licence of the data"),
        ENERGY("Energy used"),
        RISK_MANAGEMENT("Risk management"),
        STANDARDS("Standards applied"),
        DECLARATION("Declaration"),
        POST_MARKET_PLAN("Plan after placing on the market"),
        CONTACT("Contact");

        private final String title;

        Field(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }
}
