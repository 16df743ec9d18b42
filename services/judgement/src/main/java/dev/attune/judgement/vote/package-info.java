/** What raters said, as all models take it. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.vote;
