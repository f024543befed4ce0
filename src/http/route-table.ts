/**
 * The one table of routes. A route cannot be added without saying who may use it, and the guard refuses
 * whatever is not in the table: what nobody has thought about is closed.
 */

import {
  createRoute,
  type OpenAPIHono,
  type RouteConfig,
  type RouteHandler,
} from "@hono/zod-openapi";
import { PROBLEM_MEDIA_TYPE, problemSchema } from "../contract/problem.ts";
import type { Permission } from "../domain/permission.ts";
import type { HttpEnvironment } from "./environment.ts";

/** Who may use a route: whoever has a permission, or, for the stated reason, somebody without an API token. */
export type RouteAccess =
  | { readonly permission: Permission }
  | {
      /**
       * `public`: anybody. `integration-key`: senders of alerts, checked by the route itself.
       * `link`: whoever holds a signed link. `callback`: a provider that delivers our messages, checked by
       * the route itself. `operator`: this machine, or a token that may read health. `runner-token`:
       * whoever carries steps out, checked by the route itself.
       */
      readonly exempt:
        | "public"
        | "integration-key"
        | "link"
        | "callback"
        | "operator"
        | "runner-token";
      readonly because: string;
    };

type AnyRoute = Omit<RouteConfig, "path" | "security"> & { path: string };

const SECURITY = {
  public: [],
  link: [],
  callback: [],
  "integration-key": [{ integrationKey: [] }],
  operator: [{ apiToken: [] }, {}],
  "runner-token": [{ apiToken: [] }],
} satisfies Record<string, Record<string, string[]>[]>;

const PROBLEM_RESPONSE = {
  description: "What went wrong, as RFC 9457 has it",
  content: { [PROBLEM_MEDIA_TYPE]: { schema: problemSchema } },
};

export class RouteTable {
  readonly app: OpenAPIHono<HttpEnvironment>;
  readonly #access = new Map<string, RouteAccess>();

  constructor(app: OpenAPIHono<HttpEnvironment>) {
    this.app = app;
  }

  /** Adds a route with its handler; paths as OpenAPI writes them, `/people/{id}`. */
  add<R extends AnyRoute>(
    access: RouteAccess,
    route: R,
    handler: RouteHandler<R, HttpEnvironment>,
  ): void {
    const declared = createRoute({
      ...route,
      ...("permission" in access ? { "x-permission": access.permission } : {}),
      security: "permission" in access ? [{ apiToken: [] }] : SECURITY[access.exempt],
      responses: { ...route.responses, default: PROBLEM_RESPONSE },
    });
    const key = routeKey(route.method, declared.getRoutingPath());
    if (this.#access.has(key)) throw new Error(`the route ${key} is declared twice`);
    this.#access.set(key, access);
    // The additions above concern the document only; the handler is typed by what the caller wrote.
    this.app.openapi(declared as unknown as R, handler as never);
  }

  /** Who may use the route that Hono matched; undefined when it was never declared. */
  accessOf(method: string, routingPath: string): RouteAccess | undefined {
    return this.#access.get(routeKey(method === "HEAD" ? "GET" : method, routingPath));
  }

  /** Every route, for documents and tests. */
  entries(): { readonly method: string; readonly path: string; readonly access: RouteAccess }[] {
    return [...this.#access].map(([key, access]) => {
      const [method = "", path = ""] = key.split(" ");
      return { method, path, access };
    });
  }
}

function routeKey(method: string, routingPath: string): string {
  return `${method.toUpperCase()} ${routingPath}`;
}
