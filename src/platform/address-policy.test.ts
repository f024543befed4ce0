import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAddressPolicy } from "./address-policy.ts";
import { parseCidr } from "./cidr.ts";

function cidrs(...texts: string[]) {
  return texts.map(parseCidr).filter((cidr) => cidr !== undefined);
}

describe("by default", () => {
  const policy = createAddressPolicy();

  test.each([
    "8.8.8.8",
    "1.1.1.1",
    "172.15.255.255",
    "172.32.0.0",
    "100.63.255.255",
    "2606:4700:4700::1111",
    "2a00:1450:4001::1",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
  ])("%s is public", (address) => {
    expect(policy.isAllowed(address)).toBe(true);
  });

  test.each([
    "127.0.0.1",
    "127.255.255.255",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "0:0:0:0:0:0:0:1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "0:0:0:0:0:FFFF:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:0:0:0:0:0:80ff:fffe",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
  ])("%s is not", (address) => {
    expect(policy.isAllowed(address)).toBe(false);
  });

  test.each([
    "",
    "localhost",
    "127.1",
    "0x7f.0.0.1",
    "017700000001",
    "2130706433",
    "8.8.8.8 ",
    "[::1]",
  ])("%j is no address and not allowed", (address) => {
    expect(policy.isAllowed(address)).toBe(false);
  });

  test("every dress of an IPv4 address is treated as that address", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const allowed = policy.isAllowed(address);
        expect(policy.isAllowed(`::ffff:${address}`)).toBe(allowed);
        expect(policy.isAllowed(`64:ff9b::${address}`)).toBe(allowed);
      }),
    );
  });
});

describe("with exceptions", () => {
  const policy = createAddressPolicy(cidrs("10.1.0.0/16", "192.168.7.7", "fd00:7::/32"));

  test.each(["10.1.2.3", "::ffff:10.1.2.3", "192.168.7.7", "fd00:7::1", "8.8.8.8"])(
    "%s may be reached",
    (address) => {
      expect(policy.isAllowed(address)).toBe(true);
    },
  );

  test.each(["10.2.0.1", "192.168.7.8", "fd00:8::1", "127.0.0.1", "169.254.169.254"])(
    "%s still may not",
    (address) => {
      expect(policy.isAllowed(address)).toBe(false);
    },
  );
});

test.each([
  ["10.0.0.0/8", { address: "10.0.0.0", prefix: 8, family: "ipv4" }],
  [" 10.0.0.1 ", { address: "10.0.0.1", prefix: 32, family: "ipv4" }],
  ["fd00::/8", { address: "fd00::", prefix: 8, family: "ipv6" }],
  ["::1", { address: "::1", prefix: 128, family: "ipv6" }],
  ["10.0.0.0/33", undefined],
  ["fd00::/129", undefined],
  ["10.0.0.0/", undefined],
  ["10.0.0.0/-1", undefined],
  ["10.0.0.0/8/8", undefined],
  ["host/8", undefined],
  ["fe80::1%eth0/64", undefined],
])("parseCidr(%j)", (text, expected) => {
  expect(parseCidr(text)).toEqual(expected);
});
