import { describe, expect, it } from 'vitest';
import { sameAddress, zoneOfAddress } from './address-zone.ts';

describe('an address', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '192.167.1.1',
    '2606:4700:4700::1111',
    '2a00:1450:4001::200e',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])('%s is public', (address) => {
    expect(zoneOfAddress(address)).toBe('public');
  });

  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '100.127.255.255',
    '::1',
    'fc00::1',
    'fd12:3456:789a::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:192.168.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::10.0.0.1',
  ])('%s is in a local network', (address) => {
    expect(zoneOfAddress(address)).toBe('local');
  });

  it.each([
    ['0.0.0.0'],
    ['0.1.2.3'],
    ['169.254.169.254'],
    ['::ffff:169.254.169.254'],
    ['64:ff9b::a9fe:a9fe'],
    ['192.0.0.1'],
    ['192.0.2.1'],
    ['198.18.0.1'],
    ['198.51.100.1'],
    ['203.0.113.1'],
    ['192.88.99.1'],
    ['224.0.0.1'],
    ['239.255.255.255'],
    ['240.0.0.1'],
    ['255.255.255.255'],
    ['::'],
    ['::7f00:1', 'an IPv4 address in the old way'],
    ['::ffff:0:127.0.0.1', 'translated'],
    ['64:ff9b:1::7f00:1', 'NAT64 of a local network'],
    ['2002:7f00:1::', '6to4'],
    ['2002:c0a8:101::1', '6to4'],
    ['2001:0:7f00:1::', 'Teredo'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'of a named interface'],
    ['::1%lo', 'of a named interface'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['2001:db8::1', 'documentation'],
    ['3fff::1', 'documentation'],
    ['100::1', 'discarded'],
    ['5f00::1', 'segments'],
    ['4000::1', 'not given out'],
    ['localhost', 'a name'],
    ['', 'nothing'],
  ])('%s leads to no ordinary machine', (address: string, _why?: string) => {
    expect(zoneOfAddress(address)).toBe('special');
  });

  it('is the same however it is written', () => {
    expect(sameAddress('::ffff:127.0.0.1', '127.0.0.1')).toBe(true);
    expect(sameAddress('2001:DB8:0:0::1', '2001:db8::1')).toBe(true);
    expect(sameAddress('127.0.0.2', '127.0.0.1')).toBe(false);
  });
});
