/** What people rate and how: accounts, projects, items, leases and ratings as plain records. */
@NullMarked
package dev.attune.feedback;

import org.jspecify.annotations.NullMarked;
