import type { TestPageState } from "../operations/person/see-test-page.ts";

/** Acts on the token of a test page's link, once its signature has been found to be ours. */
export interface TestLinks {
  /** Where the test page stands; changes nothing, because mail scanners open every link. */
  look(token: string): Promise<TestPageState | { readonly kind: "expired" }>;
  /** Notes that it was seen when it is `ready`; the state tells what came of it. */
  see(token: string): Promise<TestPageState | { readonly kind: "expired" }>;
}
