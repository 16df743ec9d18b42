package dev.attune.feedback.mining;

/** What rules take out of a text; {@code [EMAIL]} stands in its place. */
public enum Personal {
    /** An address on the web with a name or password in it. */
    URL,
    EMAIL,
    /** An account number whose check digits are right. */
    IBAN,
    /** 13 to 19 digits that satisfy Luhn's formula. */
    CARD,
    IP,
    PHONE,
    /** What follows words such as "my name is". */
    NAME;

    String placeholder() {
        return "[" + name() + "]";
    }
}
