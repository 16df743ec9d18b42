/** What a platform says about itself while it runs: its phase, its processes, its ports. */
@org.jspecify.annotations.NullMarked
package dev.attune.platform.status;
