/**
 * Storms: when one integration opens incidents faster than people can read them, further groups are
 * collected in one incident, which pages like any other. Nothing is refused and nothing is lost.
 */

import { MS } from "./duration.ts";

export const STORM_WINDOW_MS = MS.minute;
/** New incidents of one integration within the window before a storm is declared. */
export const STORM_THRESHOLD = 20;
/** The group key of the collecting incident. */
export const STORM_GROUP_KEY = "tocsin:storm";

/** Whether the next new group of an integration joins the storm. */
export function isStorm(openedWithinWindow: number): boolean {
  return openedWithinWindow >= STORM_THRESHOLD;
}

export function stormTitle(integrationName: string): string {
  return `Alert storm from ${integrationName}`;
}
