/** Who may do what. One table, asked by the server for every operation and by the user interfaces for what to show. */

export const ROLES = ["viewer", "responder", "manager", "admin"] as const;
/** Each role may do everything the ones before it may. */
export type Role = (typeof ROLES)[number];

const LOWEST_ROLE = {
  "incident.read": "viewer",
  "alert.read": "viewer",
  "oncall.read": "viewer",
  "playbook.read": "viewer",
  "postmortem.read": "viewer",
  "health.read": "viewer",
  "silence.read": "viewer",
  "maintenance.read": "viewer",
  "incident.declare": "responder",
  "incident.acknowledge": "responder",
  "incident.accept-role": "responder",
  "incident.offer-role": "responder",
  "incident.escalate": "responder",
  "incident.unacknowledge": "responder",
  "incident.page": "responder",
  "incident.add-responder": "responder",
  "incident.reassign": "responder",
  "incident.snooze": "responder",
  "incident.note": "responder",
  "incident.update": "responder",
  "incident.answer": "responder",
  "incident.do-step": "responder",
  "incident.star": "responder",
  "incident.correct": "responder",
  "incident.task": "responder",
  "incident.action": "responder",
  "incident.change-clock": "responder",
  "incident.run-step": "responder",
  "incident.approve-step": "responder",
  "incident.change-severity": "responder",
  "incident.resolve": "responder",
  "incident.reopen": "responder",
  "incident.close": "responder",
  "incident.merge": "responder",
  "incident.split": "responder",
  "incident.relate": "responder",
  "access.attest": "responder",
  /** What everybody may do about themselves, and an administrator about anybody. */
  "person.self": "responder",
  "alert.send": "responder",
  "alert.move": "responder",
  "silence.write": "responder",
  "maintenance.write": "responder",
  "calendar-feed.write": "responder",
  "oncall.take": "responder",
  "heartbeat.read": "viewer",
  "heartbeat.pause": "responder",
  "heartbeat.write": "manager",
  "oncall.override": "manager",
  "person.read": "manager",
  "person.write": "admin",
  "token.write": "admin",
  "integration.write": "admin",
  "runner.write": "admin",
  "subscription.write": "admin",
  "playbook.activate": "admin",
  "audit.read": "admin",
} as const satisfies Record<string, Role>;

export type Permission = keyof typeof LOWEST_ROLE;
export const PERMISSIONS = Object.keys(LOWEST_ROLE) as readonly Permission[];

/** Who is asking, established by authentication. */
export interface Principal {
  readonly personId?: string;
  readonly name: string;
  readonly role: Role;
  /** Teams it is confined to; empty means all. */
  readonly teams: readonly string[];
  readonly tokenId?: string;
}

/** Whether a role is enough for a permission. */
export function roleAllows(role: Role, permission: Permission): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(LOWEST_ROLE[permission]);
}

/**
 * Whether a principal may do something to a thing of the given team; a thing without a team belongs
 * to everybody, a principal without teams is confined to none.
 */
export function isAllowed(principal: Principal, permission: Permission, team?: string): boolean {
  if (!roleAllows(principal.role, permission)) return false;
  return team === undefined || principal.teams.length === 0 || principal.teams.includes(team);
}
