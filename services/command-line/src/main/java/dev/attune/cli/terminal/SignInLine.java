package dev.attune.cli.terminal;

import dev.attune.platform.home.FirstAdministrator;

/** How a person signs in the first time. */
public final class SignInLine {

    private SignInLine() {}

    public static String of(String oneTimePassword) {
        return "Sign in as " + FirstAdministrator.NAME + " with the one-time password " + oneTimePassword
                + " (the page asks for another one).";
    }
}
