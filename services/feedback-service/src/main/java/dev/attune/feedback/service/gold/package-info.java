/** Items with a known answer: made, listed, decided about. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.gold;
