package dev.attune.lm.python;

/** Text that is safe in HTML ({@code Markup}): {@code escape} leaves it as it is. */
public record Escaped(String text) {}
