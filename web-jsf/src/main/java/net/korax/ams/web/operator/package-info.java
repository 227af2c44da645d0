/**
 * The pages of the operator: state of the house, staff and trust (P17, P18), catalogue, contact roles (P10). No customer, no
 * card and no key is seen here. Nobody imports this package.
 */
package net.korax.ams.web.operator;
