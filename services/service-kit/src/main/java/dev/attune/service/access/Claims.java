package dev.attune.service.access;

/** What a token says beside what every JSON Web Token does. */
public final class Claims {

    /** True when the password was given by somebody else: it must be changed before anything else. */
    public static final String GIVEN_PASSWORD = "attune_given_password";

    /** Number of the account's present generation of tokens; those of an earlier one are void. Absent: 0. */
    public static final String EPOCH = "attune_epoch";

    /** Id of the session, which ends when the person signs out. */
    public static final String SESSION = "sid";

    /** What a service token is good for, see {@link Scopes}; absent in a person's. */
    public static final String SCOPES = "attune_scopes";

    /** The only project that a service token is for; absent: all. */
    public static final String PROJECT = "attune_project";

    private Claims() {}
}
