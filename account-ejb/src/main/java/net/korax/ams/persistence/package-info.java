/**
 * What all stores have in common: how instants and ids are stored, which the persistence provider has to be told once, and the {@link
 * net.korax.ams.persistence.Lease} on work that one server alone does. No entity, no rule of the business. Imports {@code shared}.
 */
package net.korax.ams.persistence;
