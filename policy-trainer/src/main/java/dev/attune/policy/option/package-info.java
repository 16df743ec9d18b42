/** What the commands' options have in common. */
@NullMarked
package dev.attune.policy.option;

import org.jspecify.annotations.NullMarked;
