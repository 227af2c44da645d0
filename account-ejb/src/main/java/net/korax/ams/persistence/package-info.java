/**
 * What all stores have in common: which there are, how instants and ids are stored, which the persistence provider has to be told once, the {@link
 * net.korax.ams.persistence.Lease} on work that one server alone does, and how a store is told from a request that fails. No entity, no
 * rule of the business. Imports {@code shared}.
 */
package net.korax.ams.persistence;
