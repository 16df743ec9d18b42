/** What people rate and how: accounts, projects, items, leases and ratings as plain records. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback;
