/** A host as one compares it: in lower case, without the brackets of an IPv6 address and the dot at a name's end. */
export function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}
