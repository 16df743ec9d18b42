/** What is watched while a run goes on: held-out scores and alarms. */
@NullMarked
package dev.attune.policy.run;

import org.jspecify.annotations.NullMarked;
