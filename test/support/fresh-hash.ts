let count = 0;

/**
 * A playbook's hash that no other test has: files share a process, and what is known of a playbook is
 * remembered by its hash.
 */
export function freshHash(): string {
  count += 1;
  return `f${count.toString(16).padStart(63, "0")}`;
}
