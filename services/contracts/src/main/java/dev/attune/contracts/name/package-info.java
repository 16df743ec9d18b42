/** What runs, checkpoints, projects and channels may be called, and how a name becomes a place below a folder. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.name;
