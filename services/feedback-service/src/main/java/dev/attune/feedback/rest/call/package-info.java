/** What every resource does with a call: who calls, what was sent, what is answered once. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.call;
