/**
 * What every page stands on: language and theme, headers, resource versions, refusals shown as messages, faults shown as
 * calm pages, and the two components behind {@code ax:field} and {@code ax:summary}. It knows no feature of the business,
 * so that any page package may import it; it imports {@code net.korax.ams.shared} alone.
 */
package net.korax.ams.web.support;
