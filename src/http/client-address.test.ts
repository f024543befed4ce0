import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attemptKey, clientAddress, isLoopback } from "./client-address.ts";

const hop = (socketAddress: string, forwardedFor?: string) => ({ socketAddress, forwardedFor });

describe("clientAddress", () => {
  it("is the connection's own address when no proxy is trusted", () => {
    expect(clientAddress(hop("::ffff:10.0.0.9", "1.2.3.4"), 0)).toBe("10.0.0.9");
  });

  it("counts trusted proxies from the right", () => {
    const chain = "6.6.6.6, 203.0.113.7, 10.0.0.2";
    expect(clientAddress(hop("10.0.0.1", chain), 1)).toBe("10.0.0.2");
    expect(clientAddress(hop("10.0.0.1", chain), 2)).toBe("203.0.113.7");
  });

  it("never lets the sender's own entries move it", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.ipV4(), fc.string())), (claims) => {
        const chain = [...claims.map((claim) => claim.replaceAll(",", "")), "198.51.100.4"];
        expect(clientAddress(hop("10.0.0.1", chain.join(",")), 1)).toBe("198.51.100.4");
      }),
    );
  });

  it("reads ports and brackets, and does not believe what is no address", () => {
    expect(clientAddress(hop("10.0.0.1", "203.0.113.7:4711"), 1)).toBe("203.0.113.7");
    expect(clientAddress(hop("10.0.0.1", "[2001:db8::1]:4711"), 1)).toBe("2001:db8::1");
    expect(clientAddress(hop("10.0.0.1", "unknown"), 1)).toBe("10.0.0.1");
    expect(clientAddress(hop("10.0.0.1", "' OR 1=1"), 1)).toBe("10.0.0.1");
  });
});

describe("isLoopback", () => {
  it("is this machine, speaking for itself", () => {
    expect(isLoopback(hop("127.0.0.1"), 0)).toBe(true);
    expect(isLoopback(hop("::1"), 0)).toBe(true);
    expect(isLoopback(hop("10.0.0.1"), 0)).toBe(false);
  });

  it("is not a proxy on this machine that passes somebody on", () => {
    expect(isLoopback(hop("127.0.0.1", "203.0.113.7"), 0)).toBe(false);
    expect(isLoopback(hop("127.0.0.1", "203.0.113.7"), 1)).toBe(false);
    expect(isLoopback(hop("10.0.0.1", "127.0.0.1, 203.0.113.7"), 1)).toBe(false);
  });
});

describe("attemptKey", () => {
  it("counts an IPv6 client by its network, an IPv4 client by itself", () => {
    expect(attemptKey("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
    expect(attemptKey("2001:db8::6")).toBe("2001:db8:0:0::/64");
    expect(attemptKey("::1")).toBe("0:0:0:0::/64");
    expect(attemptKey("203.0.113.7")).toBe("203.0.113.7");
  });
});
