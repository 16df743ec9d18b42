/** Who may sign in: accounts, their passwords and sessions, and when those end. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.access;
