import ipaddr from 'ipaddr.js';

/**
 * Where an IP address leads.
 * - `public`: to a machine that anybody can reach.
 * - `local`: to this machine, or to one of the networks that it is in (loopback, RFC 1918, carriers' and unique local
 *   addresses).
 * - `special`: to no ordinary machine (link-local, where clouds keep their metadata; multicast, unspecified, reserved,
 *   addresses that hold another one in a tunnel).
 */
export type AddressZone = 'public' | 'local' | 'special';

const LOCAL = new Set<string>(['loopback', 'private', 'carrierGradeNat', 'uniqueLocal']);
/** The only part of IPv6 from which public addresses are given out (IANA). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** RFC 9637: for documentation. */
const DOCUMENTATION = ipaddr.IPv6.parseCIDR('3fff::/20');
/** RFC 6052: how a network without IPv4 writes IPv4 addresses. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/** @param address an IPv4 or IPv6 address in any way of writing it; whatever is none is `special` */
export function zoneOfAddress(address: string): AddressZone {
  const plain = plainAddress(address);
  if (plain === null) return 'special';
  const range = plain.range();
  if (LOCAL.has(range)) return 'local';
  if (range !== 'unicast') return 'special';
  if (plain.kind() === 'ipv4') return 'public';
  const isPublic = plain.match(GLOBAL_UNICAST) && !plain.match(DOCUMENTATION);
  return isPublic ? 'public' : 'special';
}

/** Whether both are the same machine's address, however they are written. */
export function sameAddress(one: string, other: string): boolean {
  const plain = plainAddress(one);
  return plain !== null && plain.toNormalizedString() === plainAddress(other)?.toNormalizedString();
}

/** Whether it is this machine by its kind alone; the unspecified address leads there too. */
export function isLoopbackAddress(address: string): boolean {
  const range = plainAddress(address)?.range();
  return range === 'loopback' || range === 'unspecified';
}

/** An IPv4 address that is written as an IPv6 one is that IPv4 address. Null: none, or one of a named interface. */
function plainAddress(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (address.includes('%') || !ipaddr.isValid(address)) return null;
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === 'ipv4') return parsed;
  const v6 = parsed as ipaddr.IPv6;
  if (v6.isIPv4MappedAddress()) return v6.toIPv4Address();
  if (v6.match(NAT64)) return new ipaddr.IPv4(v6.toByteArray().slice(12));
  return v6;
}
