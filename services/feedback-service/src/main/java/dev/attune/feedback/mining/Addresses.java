package dev.attune.feedback.mining;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Addresses of machines: those that may lead to somebody. */
final class Addresses {

    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern FOUR =
            Pattern.compile("(?<![\\p{L}\\p{Nd}.])" + BYTE + "(?:\\." + BYTE + "){3}(?![\\p{L}\\p{Nd}]|\\.\\p{Nd})");
    private static final Pattern SIX = Pattern.compile("(?<![\\p{L}\\p{Nd}:])[0-9a-fA-F:]{6,39}(?![\\p{L}\\p{Nd}:])");

    static final List<Pattern> PATTERNS = List.of(FOUR, SIX);

    /** What is no address, though it looks like one. */
    private static final Pattern VERSION = Pattern.compile(
            "(?:\\b(?:version|versions|release|build|v)|الإصدار|إصدار|نسخة)[ .:=]{0,2}$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final int BEFORE = 12;

    private Addresses() {}

    /** Whether a match is an address that leads somewhere: the machine's own, and a version's number, do not. */
    static boolean names(String text, MatchResult match) {
        String found = match.group();
        return found.indexOf('.') >= 0 ? four(text, match) : six(found);
    }

    private static boolean four(String text, MatchResult match) {
        String before = text.substring(Math.max(0, match.start() - BEFORE), match.start());
        return !VERSION.matcher(before).find() && !own(InetAddress.ofLiteral(match.group()));
    }

    private static boolean six(String found) {
        if (found.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        try {
            return !own(Inet6Address.ofLiteral(found));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean own(InetAddress address) {
        return address.isLoopbackAddress() || address.isAnyLocalAddress();
    }
}
