import type { HttpBindings } from "@hono/node-server";
import type { Principal } from "../domain/permission.ts";

/** What Hono carries through one request. */
export interface HttpEnvironment {
  readonly Bindings: Partial<HttpBindings>;
  readonly Variables: {
    /** Set by the guard on every route that asks for a permission. */
    principal: Principal;
  };
}
