package dev.attune.registry.service.prompt;

/**
 * Who asks.
 *
 * @param pseudonym stands for a person without naming them
 * @param guardian whether they may decide what {@code production} leads to: a reviewer or an administrator
 */
public record Caller(String pseudonym, boolean guardian) {}
