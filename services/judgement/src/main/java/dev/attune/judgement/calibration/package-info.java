/** How far probabilities can be believed. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.calibration;
