/** What trains, as settings say it: for all rooms that train. */
@org.jspecify.annotations.NullMarked
package dev.attune.reward.tune;
