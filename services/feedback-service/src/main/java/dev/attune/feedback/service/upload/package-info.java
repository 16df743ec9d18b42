/** Files looked through before anything of them is entered, and then entered bit by bit. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.upload;
