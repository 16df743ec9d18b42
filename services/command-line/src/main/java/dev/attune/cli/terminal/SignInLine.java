package dev.attune.cli.terminal;

import java.util.List;

import dev.attune.platform.home.FirstAdministrator;
import dev.attune.platform.status.Ports;

/** How a person signs in the first time. */
public final class SignInLine {

    private SignInLine() {}

    /** Where a platform's page is. */
    public static String page(Ports ports) {
        return "http://127.0.0.1:" + ports.feedback() + "/";
    }

    /** The two ways: an address that asks for nothing but a new password, and the sign-in. */
    public static List<String> of(String page, String oneTimePassword) {
        return List.of(
                "Set a password of your own at " + page + "#/setup/" + oneTimePassword + " (works once)",
                "or sign in at " + page + " as " + FirstAdministrator.NAME + " with the one-time password "
                        + oneTimePassword + " (the page asks for another one).");
    }
}
