/** Hard tokens found by gradients, and soft prompts read as tokens. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.token;
