/**
 * What the persistence provider has to be told once for all entities: how instants and ids are stored. No entity, no query, no
 * rule. Imports the JDK, Jakarta Persistence and EclipseLink's configuration interface; named in {@code persistence.xml} alone.
 */
package net.korax.ams.persistence;
