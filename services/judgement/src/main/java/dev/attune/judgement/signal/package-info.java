/** Signs of careless raters, and what they add up to. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.signal;
