/** Studies of what the models are worth: on planted raters, whose truth is known, and on people's comparisons, replayed. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.study;
