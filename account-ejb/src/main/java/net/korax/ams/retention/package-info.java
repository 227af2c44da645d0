/**
 * How long each class of data is kept, and the nightly round that removes what is older (docs/retention.md). It deletes past the
 * features, by SQL of its own and a rule a table, because a rule says everything there is to know; accounts that nobody uses go through
 * the same erasure as a customer's own wish. Imports {@code account}, {@code erasure} and below; only the operator's page imports it.
 */
package net.korax.ams.retention;
