package dev.attune.feedback.rest;

import dev.attune.feedback.Fault;

/**
 * What went wrong, as RFC 9457 {@code application/problem+json}.
 *
 * @param type a reference that names the kind of problem
 * @param code stable, for programs
 * @param detail one sentence for the person: what is wrong and what to do
 */
public record Problem(String type, String title, int status, String detail, String code) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(Fault fault, int status, String detail) {
        String words = fault.code().replace('-', ' ');
        String title = Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return new Problem("urn:attune:problem:" + fault.code(), title, status, detail, fault.code());
    }
}
