/** What goes wrong, said to the caller as problem+json with a stable code. */
@NullMarked
package dev.attune.service.problem;

import org.jspecify.annotations.NullMarked;
