/** Who may do what: the roles of the tokens, and the keys that tokens are checked with. */
@org.jspecify.annotations.NullMarked
package dev.attune.service.access;
