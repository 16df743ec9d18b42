/** What goes wrong, said to the caller as problem+json with a stable code. */
@org.jspecify.annotations.NullMarked
package dev.attune.service.problem;
