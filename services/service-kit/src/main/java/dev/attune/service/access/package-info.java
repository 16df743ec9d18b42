/** Who may do what: the roles of the tokens, and the keys that tokens are checked with. */
@NullMarked
package dev.attune.service.access;

import org.jspecify.annotations.NullMarked;
